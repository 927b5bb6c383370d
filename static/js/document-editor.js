// Comforts of the document page: which block is in hand, the two tabs of a narrow screen, leaving with unsaved text.
const editor = document.getElementById("editor");
const columns = document.querySelector(".document-columns");
const tabs = [...document.querySelectorAll(".tabs-narrow a")];

function show(id) {
  columns.dataset.shown = id;
  for (const tab of tabs) {
    if (tab.hash === `#${id}`) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

if (columns && tabs.length) {
  show(location.hash === "#layout" ? "layout" : "edit-side");
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      show(tab.hash.slice(1));
    });
  }
}

if (editor) {
  const hand = editor.elements.hand;
  let isChanged = false;
  editor.addEventListener("focusin", (event) => {
    const block = event.target.closest("[data-block]");
    const index = block ? block.dataset.block : "";
    if (hand.value === index) return;
    hand.value = index;
    editor.dispatchEvent(new Event("refresh"));
  });
  editor.addEventListener("input", () => { isChanged = true; });
  editor.addEventListener("submit", () => { isChanged = false; });
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
}
