// The document page: the two tabs of a narrow screen and, where there is an editor, its module.
import { startEditor } from "./editor/fields.js";

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

const editor = document.getElementById("editor");
if (editor) startEditor(editor);
