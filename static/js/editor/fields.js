// The editor's fields: rearranging blocks without a new page, keys, pasting, undo, unsaved changes.
// The server performs every rearrangement; its answer replaces the fields.
import { Autosave } from "./autosave.js";
import { entriesOf, isSaving } from "./entries.js";
import { startKeeping } from "./kept.js";
import { startPasting } from "./paste.js";
import { watchPreview } from "./preview.js";

const MOST_UNDOS = 30;
const MOST_TIMES = 5;

export class Editor {
  constructor(form) {
    this.form = form;
    this.undos = [];
    // Whether there is text that neither a version nor the working copy on the server has.
    this.isChanged = form.hasAttribute("data-unsaved") && !form.hasAttribute("data-copy");
    this.last = Promise.resolve();
    this.autosave = new Autosave(this);
  }

  get fields() {
    return document.getElementById("editor-fields");
  }

  changed() {
    this.isChanged = true;
    this.form.dispatchEvent(new Event("refresh"));
    this.form.dispatchEvent(new Event("editor:changed"));
  }

  // One after the other: each must start from the result of the previous one.
  rearrange(act, more = {}, focus = "") {
    const one = this.last.then(() => this.carryOut(act, more, focus));
    this.last = one.catch(() => {});
    return one;
  }

  async carryOut(act, more, focus) {
    const entries = await this.replaceFields(() => entriesOf(this.form), act, more);
    if (!entries) return false;
    this.undos.push(entries);
    if (this.undos.length > MOST_UNDOS) this.undos.shift();
    this.settle(focus);
    return true;
  }

  // The answer is used only if nothing was typed meanwhile; otherwise the request is repeated.
  async replaceFields(read, act, more = {}) {
    for (let time = 0; time < MOST_TIMES; time += 1) {
      const before = JSON.stringify(entriesOf(this.form));
      const entries = read();
      const fields = await this.fetchFields(entries, act, more);
      if (fields === null) return null;
      if (JSON.stringify(entriesOf(this.form)) === before) {
        this.fields.innerHTML = fields;
        return entries;
      }
    }
    return null;
  }

  async fetchFields(entries, act, more) {
    const body = new FormData();
    for (const [name, value] of [...entries, ...Object.entries(more), ["act", act]]) body.append(name, value);
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-Fragment": "1" }, credentials: "same-origin" });
    const isFields = answer.ok && !answer.redirected && answer.headers.get("X-Fragment") === "1";
    return isFields ? answer.text() : null;
  }

  // An earlier state of the fields, of this page or stored by the browser.
  async putBack(entries) {
    const current = entriesOf(this.form);
    if (!(await this.replaceFields(() => entries, "show"))) return false;
    this.settle("");
    return current;
  }

  settle(focus) {
    const undo = this.fields.querySelector("[data-undo]");
    if (undo) undo.hidden = this.undos.length === 0;
    const id = focus || this.fields.querySelector("[data-focus]")?.dataset.focus;
    const field = id && (document.getElementById(id) ?? this.fields.querySelector(`[value="${CSS.escape(id)}"]`));
    if (field) {
      field.focus({ preventScroll: true });
      field.closest(".block, .field")?.scrollIntoView({ block: "nearest" });
    }
    this.changed();
  }

  async undo() {
    const entries = this.undos.pop();
    if (!entries || !(await this.putBack(entries))) return;
    const button = this.fields.querySelector("[data-undo]");
    (button.hidden ? document.getElementById("id_title") : button).focus({ preventScroll: true });
  }
}

function moved(value) {
  const match = /^(.*?)(up|down)-(\d+)$/.exec(value);
  if (!match) return "";
  return `${match[1]}${match[2]}-${Math.max(0, Number(match[3]) + (match[2] === "up" ? -1 : 1))}`;
}

function onSubmit(editor, event) {
  const act = event.submitter?.value ?? "save";
  const { submitter } = event;
  if (isSaving(act)) {
    // A copy kept after saving would be offered again as unsaved.
    const kept = editor.autosave.stop();
    if (!kept) {
      editor.isChanged = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    kept.finally(() => editor.form.requestSubmit(submitter));
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  // A button that moves a block keeps the focus, so that it can be pressed again.
  editor.rearrange(act, {}, document.activeElement === submitter ? moved(act) : "").then(
    (isDone) => isDone || say(editor, "没有办成，可能登录已过期。填的内容已暂存本机，请重新打开本页再试。"),
    () => say(editor, "没有连接，暂不能增删或移动段落；填的内容在本页，恢复后再试。"),
  );
}

function say(editor, words) {
  const note = document.getElementById("preview-note");
  if (note) note.innerHTML = '<div class="notice notice-warn"><span class="notice-word">注意</span><p></p></div>';
  if (note) note.querySelector("p").textContent = words;
}

function blockOf(target) {
  const block = target.closest("[data-block]");
  const match = block && /^(.*?)(\d+)$/.exec(block.dataset.block);
  return match && { dash: match[1], index: Number(match[2]) };
}

function onKey(editor, event) {
  const at = blockOf(event.target);
  if (!at || event.isComposing) return;
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    editor.rearrange(`${at.dash}${event.key === "ArrowUp" ? "up" : "down"}-${at.index}`).catch(() => say(editor, "没有连接，暂不能移动段落。"));
  } else if (event.key === "Enter" && !event.shiftKey && event.target.matches("[data-text]")) {
    onEnter(editor, event, at);
  }
}

function onSaveKey(editor, event) {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  editor.form.requestSubmit();
}

// Enter divides a paragraph; names of attachments and titles keep their lines.
function onEnter(editor, event, at) {
  const text = event.target;
  const kind = text.closest(".block").querySelector("[data-kind]").value;
  if (kind === "attachment_note") return;
  event.preventDefault();
  const [before, after] = [text.value.slice(0, text.selectionStart), text.value.slice(text.selectionEnd)];
  if (!before.trim() || !after.trim()) {
    editor.rearrange(`${at.dash}${before.trim() ? "add" : "add_before"}-${at.index}`).catch(() => say(editor, "没有连接，暂不能加段。"));
    return;
  }
  text.value = `${before}\n${after}`;
  const scope = at.dash.replace("-", "_");
  editor.rearrange("show", {}, `id_${scope}text_${at.index + 1}`).then(() => document.activeElement.setSelectionRange?.(0, 0), () => say(editor, "没有连接，暂不能分段。"));
}

// The block being edited is tinted on the page; only blocks of the text are.
function onFocus(editor, event) {
  const at = blockOf(event.target);
  const index = at && !at.dash ? String(at.index) : "";
  const { hand } = editor.form.elements;
  if (hand.value === index) return;
  hand.value = index;
  editor.form.dispatchEvent(new Event("refresh"));
}

export function startEditor(form) {
  const editor = new Editor(form);
  form.addEventListener("submit", (event) => onSubmit(editor, event));
  form.addEventListener("keydown", (event) => onKey(editor, event));
  document.addEventListener("keydown", (event) => onSaveKey(editor, event));
  form.addEventListener("focusin", (event) => onFocus(editor, event));
  form.addEventListener("input", () => {
    editor.isChanged = true;
    form.dispatchEvent(new Event("editor:changed"));
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-kind]")) editor.rearrange("show", {}, event.target.id).catch(() => {});
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-undo]")) editor.undo();
  });
  addEventListener("beforeunload", (event) => {
    if (editor.isChanged) event.preventDefault();
  });
  startPasting(editor);
  startKeeping(editor);
  editor.autosave.start();
  watchPreview(editor);
}
