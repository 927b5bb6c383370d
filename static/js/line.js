// Sends a form only while the server is reachable: otherwise the browser's error page would replace the form, and
// everything typed would be lost. Meanwhile the page says so, retries, and continues when there is an answer.
import { say } from "./kept.js";

const PATIENCE = 6000;
const PAUSE = 5000;
const NOBODY = [502, 503, 504];
const passed = new WeakSet();
const waiting = new Map();

async function answers() {
  if (!navigator.onLine) return false;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch("/health/live", { method: "HEAD", cache: "no-store", credentials: "omit", signal: stop.signal });
    return !NOBODY.includes(answer.status);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function send(form, button) {
  passed.add(form);
  form.requestSubmit(button ?? undefined);
}

function tell(form, words) {
  waiting.get(form)?.notice?.remove();
  const notice = say(form, words);
  waiting.set(form, { ...waiting.get(form), notice });
  notice.scrollIntoView({ block: "nearest" });
}

async function tryAgain(form) {
  const { button } = waiting.get(form);
  if (!(await answers())) {
    later(form);
    return;
  }
  if (form.hasAttribute("data-send-later")) {
    send(form, button);
    return;
  }
  tell(form, "已恢复连接，请再提交一次。");
  form.dispatchEvent(new Event("input", { bubbles: true })); // requests that the page could not send meanwhile
}

function later(form) {
  const state = waiting.get(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => tryAgain(form), PAUSE);
}

function wait(form, button) {
  clearTimeout(waiting.get(form)?.timer);
  waiting.set(form, { ...waiting.get(form), button });
  tell(
    form,
    form.hasAttribute("data-send-later")
      ? "没有信号，还没有发出。填的内容在本页，恢复后自动发出，请不要关闭本页。"
      : "连接不上服务器，还没有提交。填的内容在本页，请不要关闭；恢复后会提示您。",
  );
  later(form);
}

async function check(event) {
  const form = event.target;
  const canAsk = form.requestSubmit && "submitter" in event;
  if (form.method !== "post" || !form.id || !canAsk || passed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.asking) return;
  form.dataset.asking = "1";
  const isThere = await answers();
  delete form.dataset.asking;
  if (isThere) send(form, event.submitter);
  else wait(form, event.submitter);
}

function onLost(event) {
  const target = event.detail.target;
  if (target?.id === "autosave") target.textContent = "没有连接，未自动保存";
}

export function watchLine() {
  document.addEventListener("submit", check, { capture: true });
  document.addEventListener("htmx:sendError", onLost);
}
