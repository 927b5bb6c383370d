// Typed text survives the end of the session: a form that is sent is stored in this tab, and restored when the user
// returns to the same page through the login page or an error page. Any other response deletes it.
const PREFIX = "kept-form:";
const HELD = "kept-held";

function keyOf(form) {
  return `${PREFIX}${location.pathname}#${form.id}`;
}

function isKept(field) {
  return field.name && field.name !== "csrfmiddlewaretoken" && !["file", "password", "submit", "button"].includes(field.type);
}

function keep(event) {
  const form = event.target;
  if (form.method !== "post" || !form.id || form.hasAttribute("data-keeps-itself") || form.querySelector("[type=password]")) return;
  const values = [...form.elements].filter(isKept).map((field) => [field.name, field.value, field.checked ?? false]);
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(values));
  } catch {
    // No space: the form is sent all the same.
  }
}

// Logging out on purpose deletes all drafts from the machine; an expired session does not run this.
function forgetDrafts(event) {
  if (!event.target.action?.endsWith("/logout/")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("editor-kept:")) localStorage.removeItem(key);
}

function forget() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) || key === HELD) sessionStorage.removeItem(key);
}

function fits(field, name, value) {
  return field.name === name && isKept(field) && (!["radio", "checkbox"].includes(field.type) || field.value === value);
}

function putBack(form, values) {
  const fields = [...form.elements];
  const lost = [];
  for (const [name, value, checked] of values) {
    const index = fields.findIndex((field) => fits(field, name, value));
    if (index < 0) {
      if (value.trim() && !checked) lost.push(value);
      continue;
    }
    const [field] = fields.splice(index, 1);
    if (["radio", "checkbox"].includes(field.type)) field.checked = checked;
    else if (field.value !== value) field.value = value;
    else continue;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // What depends on the fields (level, what is missing) listens only once the whole page is loaded.
  addEventListener("load", () => form.dispatchEvent(new Event("input", { bubbles: true })), { once: true });
  return lost;
}

export function say(form, words, lost = []) {
  const notice = document.createElement("div");
  notice.className = "notice notice-warn";
  notice.setAttribute("role", "status");
  const word = document.createElement("span");
  word.className = "notice-word";
  word.textContent = "注意";
  const body = document.createElement("div");
  for (const text of [words, ...lost]) {
    const line = document.createElement("p");
    line.textContent = text;
    body.append(line);
  }
  notice.append(word, body);
  form.before(notice);
  return notice;
}

function restore() {
  const fromLogin = document.referrer.startsWith(`${location.origin}/login/`);
  const isHeld = Boolean(sessionStorage.getItem(HELD));
  for (const form of fromLogin || isHeld ? document.querySelectorAll("form[id]") : []) {
    const stored = sessionStorage.getItem(keyOf(form));
    if (!stored) continue;
    const lost = putBack(form, JSON.parse(stored));
    say(form, `${fromLogin ? "登录过期前" : "刚才"}填的内容已放回，还没有提交，请核对后再办。${lost.length ? "以下几段没有对应的栏，请自行粘贴：" : ""}`, lost);
  }
  forget();
}

function onEnded(event) {
  if (event.detail.xhr.status !== 401 || document.getElementById("session-ended")) return;
  const form = document.querySelector("main form[method=post]");
  if (!form) return;
  say(form, "登录已过期。您填的还在本页；提交时会请您重新登录，登录后接着办。").id = "session-ended";
}

export function keepForms() {
  if (!location.pathname.startsWith("/login/")) restore();
  document.addEventListener("submit", keep);
  document.addEventListener("submit", forgetDrafts);
  document.addEventListener("htmx:responseError", onEnded);
}
