// After a failed submit: focus on the error summary, whose links lead to the fields. Forms are sent only once.
function focusField(event) {
  const link = event.target.closest(".summary a[href^='#'], [data-focus-link]");
  if (!link) return;
  const target = document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  const shown = target._lookupInput ?? target;
  const field = shown.matches("input, select, textarea, button") ? shown : shown.querySelector("input:checked, input, select, textarea");
  (field ?? target).focus();
  target.scrollIntoView({ block: "center" });
}

function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "1";
  window.addEventListener("pageshow", () => delete form.dataset.sending, { once: true });
  setTimeout(() => delete form.dataset.sending, 8000);
}

let listening = false;

export function enhanceForms(root) {
  const summary = root.querySelector?.(".summary[autofocus]");
  // A page that has loaded gave it the focus already, and whoever has moved on since is not called back.
  if (summary && (root !== document || document.activeElement === document.body)) summary.focus();
  for (const select of root.querySelectorAll("select[data-submit-on-change]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
  for (const button of root.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
  if (listening) return;
  listening = true;
  document.addEventListener("click", focusField);
  document.addEventListener("submit", sendOnce);
}
