// On an error page after a form: what was typed is stored and restored when the form is opened again.
sessionStorage.setItem("kept-held", "1");
const back = document.querySelector("[data-back]");
if (back && document.referrer.startsWith(`${location.origin}/`)) {
  back.href = document.referrer;
  back.hidden = false;
}
