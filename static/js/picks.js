// Selected rows of a list: their number, all of the page at once, a range of them with the shift key.
const form = document.getElementById("picks");
const words = document.getElementById("picked");
const pack = document.getElementById("pack");
const without = words?.textContent ?? "";
let last = null;

function boxes() {
  return [...form.elements].filter((field) => field.name === "pick" && !field.disabled);
}

function tell(button) {
  const all = boxes();
  const count = all.filter((box) => box.checked).length;
  words.textContent = count ? `已选 ${count} 件，本页可选的共 ${all.length} 件。` : without;
  pack.textContent = count ? "下载所选" : "下载全部";
  button.textContent = count && count === all.length ? "取消全选" : "全选本页";
  button.hidden = all.length === 0;
}

// Without JavaScript it is a link to the page with all rows selected.
function asButton(link) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: link.className });
  link.replaceWith(button);
  return button;
}

function selectStretch(all, from, to) {
  const [first, second] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  if (first >= 0) for (const box of all.slice(first, second + 1)) box.checked = to.checked;
}

if (form) {
  const button = asButton(form.querySelector("[data-select-page]"));
  button.addEventListener("click", () => {
    const isOn = boxes().some((box) => !box.checked);
    for (const box of boxes()) box.checked = isOn;
    tell(button);
  });
  document.addEventListener("click", (event) => {
    if (event.target.name !== "pick") return;
    if (event.shiftKey && last) selectStretch(boxes(), last, event.target);
    last = event.target;
    tell(button);
  });
  addEventListener("pageshow", () => tell(button)); // a browser that goes back restores the checkboxes itself
  tell(button);
}
