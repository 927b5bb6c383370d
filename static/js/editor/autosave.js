// Autosave: the text is saved on the server a few seconds after it was typed, as a working copy that only its writer
// sees and that is offered again in any browser. A colleague's newer text is shown beside it. The browser's own copy
// (kept.js) covers a lost connection.
import { entriesOf } from "./entries.js";

const PAUSE = 4000;
const AGAIN = 15000;
const PATIENCE = 10000;
// The limit of the fetch standard for a request that outlives its page.
const MOST_OF_A_LAST_ONE = 60000;

export class Autosave {
  constructor(editor) {
    this.editor = editor;
    this.form = editor.form;
    this.timer = 0;
    this.current = null;
    this.warned = "";
    this.last = "";
  }

  start() {
    const { form } = this;
    this.last = form.hasAttribute("data-unsaved") && !form.hasAttribute("data-copy") ? "" : this.text();
    this.followOn();
    form.addEventListener("editor:changed", () => this.soon());
    addEventListener("online", () => this.editor.isChanged && this.send());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.editor.isChanged) this.send(true);
    });
    if (this.editor.isChanged) this.soon();
  }

  // The previous page in the same window may have sent its last text while this one was already loading.
  followOn() {
    const { page, known } = this.form.elements;
    const key = `editor-page:${this.form.dataset.document}`;
    try {
      if (!known.value && !document.getElementById("copy-notice")) known.value = sessionStorage.getItem(key) ?? "";
      sessionStorage.setItem(key, page.value);
    } catch {
      // Not allowed: each page then works alone.
    }
  }

  text() {
    return JSON.stringify(entriesOf(this.form));
  }

  // Saves every few seconds even while somebody types without a pause.
  soon(wait = PAUSE) {
    if (!this.timer) this.timer = setTimeout(() => this.send(), wait);
  }

  // Stops sending; returns the pending request, or nothing.
  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    return this.current;
  }

  async send(isLast = false) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.current) {
      this.soon();
      return;
    }
    const text = this.text();
    if (text === this.last) return;
    this.current = this.keep(text, isLast);
    await this.current;
    this.current = null;
  }

  async keep(text, isLast) {
    const body = new URLSearchParams(JSON.parse(text));
    for (const name of ["csrfmiddlewaretoken", "page", "known"]) body.append(name, this.form.elements[name].value);
    body.append("warned", this.warned);
    const isShort = String(body).length < MOST_OF_A_LAST_ONE;
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        credentials: "same-origin",
        keepalive: isLast && isShort,
        signal: AbortSignal.timeout(PATIENCE),
      });
      await this.take(answer, text);
    } catch {
      this.say("没有连接，未自动保存，已暂存本机");
      this.soon(AGAIN);
    }
  }

  async take(answer, text) {
    if (answer.redirected || answer.status === 401 || answer.status === 403) {
      this.say("登录已过期，未自动保存，已暂存本机");
      return;
    }
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    const said = await answer.json();
    this.say(said.words, said.is_kept);
    if (!said.is_kept) return;
    this.last = text;
    if (this.text() === text) this.editor.isChanged = false;
    this.form.dispatchEvent(new CustomEvent("editor:kept", { detail: text }));
    if (said.overtaken) this.showBeside(said);
  }

  showBeside(said) {
    this.warned = String(said.stored);
    const place = document.getElementById("overtaken-place");
    place.innerHTML = said.overtaken;
    place.scrollIntoView({ block: "nearest" });
  }

  // In the bar at the foot, which is visible everywhere in a long text.
  say(words, isKept = false) {
    const state = document.getElementById("autosave");
    if (!state) return;
    state.textContent = words;
    state.classList.toggle("autosave-held", !isKept);
  }
}
