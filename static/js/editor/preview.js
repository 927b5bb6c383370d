// The page beside the editor: problems are shown beside their fields; when no page can be rendered, the old one stays
// and is marked as such.
function note(words) {
  const place = document.getElementById("preview-note");
  if (!place) return;
  place.innerHTML = '<div class="notice notice-warn"><span class="notice-word">版面未更新</span><p></p></div>';
  place.querySelector("p").textContent = words;
}

function fieldOf(id) {
  const found = document.getElementById(id);
  return found?.closest(".block, .field") ?? null;
}

function clear() {
  for (const list of document.querySelectorAll(".field-error[data-live]")) {
    list.parentElement.closest(".field-bad")?.classList.remove("field-bad");
    list.remove();
  }
}

// The message in the bar describes the page as it was opened; from now on it follows the text.
function tellBar(isRefused) {
  const words = document.querySelector(".action-bar-words");
  if (!words || words.querySelector("[data-obstacle]")) return;
  const word = document.createElement("span");
  word.className = isRefused ? "bar-warn" : "bar-ok";
  word.textContent = isRefused ? "有内容排不出，改好才能保存。" : "✓ 字符均能排印";
  words.replaceChildren(word);
}

function showFaults() {
  clear();
  tellBar(document.querySelector("#editor-faults") !== null);
  for (const item of document.querySelectorAll("#editor-faults > li")) {
    const place = fieldOf(item.dataset.field);
    if (!place) continue;
    const list = document.createElement("ul");
    list.className = "field-error";
    list.dataset.live = "1";
    list.append(Object.assign(document.createElement("li"), { textContent: item.textContent }));
    place.querySelector(".field-error:not([data-live])")?.remove();
    (place.querySelector(".block-main") ?? place).append(list);
    place.classList.add("field-bad");
  }
}

export function watchPreview({ form }) {
  let later = 0;
  // A long text has no page yet, and the page of a refused one still shows what is stored.
  if (document.querySelector("[data-late]") || form.hasAttribute("data-unsaved")) addEventListener("load", () => form.dispatchEvent(new Event("refresh")), { once: true });
  const isOurs = (event) => event.detail.elt === form || event.detail.requestConfig?.elt === form;
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "pages" || event.detail.target?.id === "preview-note") showFaults();
  });
  const again = (words, wait) => {
    note(words);
    clearTimeout(later);
    later = setTimeout(() => form.dispatchEvent(new Event("refresh")), wait);
  };
  form.addEventListener("htmx:responseError", (event) => {
    if (!isOurs(event)) return;
    if (event.detail.xhr.status === 503) again("正在排版的人较多，稍后自动更新。", 4000);
    else if (event.detail.xhr.status === 403) note("页面放得太久，保存前要重新打开；填的内容会放回。");
    else if (event.detail.xhr.status !== 401) note("版面暂时排不出，不影响填写和保存；改动后再试。");
  });
  form.addEventListener("htmx:timeout", () => again("排版用时较长，稍后自动再试；不影响填写和保存。", 8000));
  form.addEventListener("htmx:sendError", () => again("没有连接，恢复后自动更新；填的内容在本页。", 8000));
}
