// On an error page that answered a form: what was typed is held, and put back when the form is opened again.
sessionStorage.setItem("kept-held", "1");
const back = document.querySelector("[data-back]");
if (back && document.referrer.startsWith(`${location.origin}/`)) {
  back.href = document.referrer;
  back.hidden = false;
}
