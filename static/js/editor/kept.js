// Unsaved text is stored in this browser too, so that it survives a connection lost before the server has it
// (autosave.js). It belongs to one user and one document, is restored where the text has not changed since, and
// deleted once saved.
import { entriesOf, isSaving } from "./entries.js";

const PREFIX = "editor-kept:";
const PAUSE = 800;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // No space, or not allowed: saving by hand still works.
  }
}

function forgetOthers(person) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${person}:`)) localStorage.removeItem(key);
  }
}

function hour(at) {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

function without(entries) {
  return JSON.stringify(entries.filter(([name]) => name !== "version"));
}

function notice(form, words, buttons) {
  const box = document.createElement("div");
  box.className = "notice notice-warn";
  box.id = "kept-notice";
  box.setAttribute("role", "status");
  const word = Object.assign(document.createElement("span"), { className: "notice-word", textContent: "未保存" });
  const line = Object.assign(document.createElement("p"), { textContent: `${words} ` });
  for (const [label, act] of buttons) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: label });
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    line.append(button, " ");
  }
  box.append(word, line);
  document.getElementById("copy-notice")?.remove(); // this browser's copy is newer than the server's
  form.before(box);
}

async function putBack(editor, entries) {
  const before = await editor.putBack(entries.filter(([name]) => name !== "version"));
  if (before) editor.undos.push(before);
}

// Restored with the version it was written on, so that saving first compares it with later versions.
function takeUp(editor, kept) {
  editor.form.elements.version.value = kept.version;
  putBack(editor, kept.entries);
}

// Deletes the working copy on the server as well; the answer is the stored text.
function discard({ dataset, elements }) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: dataset.discard, hidden: true });
  form.append(elements.csrfmiddlewaretoken.cloneNode());
  document.body.append(form);
  form.submit();
}

function offer(editor, key, kept, version) {
  const at = hour(kept.at);
  const forget = () => {
    localStorage.removeItem(key);
    editor.isChanged = false;
    discard(editor.form);
  };
  if (kept.version === version) {
    putBack(editor, kept.entries).then(() => {
      notice(editor.form, `您 ${at} 写的还没有保存，已放回，请核对后保存。`, [["不要了，用已保存的", forget]]);
    });
    return;
  }
  notice(editor.form, `您 ${at} 写的没有保存，此后这份公文又有改动。放回后保存，会先列出不同之处。`, [
    ["放回我写的", () => takeUp(editor, kept)],
    ["不要了", forget],
  ]);
}

export function startKeeping(editor) {
  const { form } = editor;
  const { person, document: number } = form.dataset;
  const key = `${PREFIX}${person}:${number}`;
  const version = form.elements.version.value;
  let timer = 0;
  forgetOthers(person);
  const keep = (isSent = false) => {
    clearTimeout(timer);
    timer = 0;
    write(key, { version: form.elements.version.value, at: Date.now(), isSent, entries: entriesOf(form) });
  };
  const isRefused = form.hasAttribute("data-unsaved") && !form.hasAttribute("data-copy");
  const kept = read(key);
  if (kept && !isRefused) {
    const isSaved = kept.isSent && form.hasAttribute("data-saved-by-me") && kept.version !== version;
    if (isSaved || without(kept.entries) === without(entriesOf(form))) localStorage.removeItem(key);
    else offer(editor, key, kept, version);
  }
  if (isRefused) keep(); // what was sent is not stored
  form.addEventListener("editor:changed", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  // This browser no longer offers what the server has.
  form.addEventListener("editor:kept", (event) => {
    if (event.detail !== JSON.stringify(entriesOf(form))) return;
    clearTimeout(timer);
    timer = 0;
    localStorage.removeItem(key);
  });
  form.addEventListener("submit", (event) => {
    if (isSaving(event.submitter?.value ?? "save")) keep(true);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-lets-go")) return;
    localStorage.removeItem(key);
    editor.isChanged = false;
    editor.autosave.stop();
  });
  addEventListener("pagehide", () => {
    if (editor.isChanged) keep();
  });
}
