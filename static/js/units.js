// The picker of units: search by name or pinyin, whole groups at once, and the number of chosen units.
const picker = document.querySelector(".picker");

function boxes(root, name) {
  return [...root.querySelectorAll(`input[name="${name}"]`)];
}

function chosen(root, name) {
  return boxes(root, name).filter((box) => box.checked).length;
}

function count() {
  picker.querySelector("[data-count-main]").textContent = chosen(picker, "main");
  picker.querySelector("[data-count-copy]").textContent = chosen(picker, "copy");
  for (const group of picker.querySelectorAll(".unit-group")) {
    const number = chosen(group, "main") + chosen(group, "copy");
    group.querySelector("[data-chosen]").textContent = number ? `，已选 ${number} 个` : "";
    group.querySelector('[name="main_group"]').checked = boxes(group, "main").every((box) => box.checked);
  }
}

function onChange({ target }) {
  if (target.name === "main_group") {
    for (const box of boxes(target.closest(".unit-group"), "main")) {
      box.checked = target.checked;
      if (target.checked) otherOf(box).checked = false;
    }
  } else if (target.checked && ["main", "copy"].includes(target.name)) {
    otherOf(target).checked = false; // a unit has one role in a document
  }
  count();
}

function otherOf(box) {
  return box.closest("li").querySelector(`input[name="${box.name === "main" ? "copy" : "main"}"]`);
}

function search(typed) {
  const words = typed.trim().toLowerCase();
  let isAny = false;
  for (const group of picker.querySelectorAll(".unit-group")) {
    let isHere = false;
    for (const unit of group.querySelectorAll("li")) {
      const name = unit.querySelector(".unit-name").textContent;
      const isFound = !words || name.includes(words) || unit.dataset.initials.includes(words) || unit.dataset.pinyin.replaceAll(" ", "").includes(words);
      unit.hidden = !isFound;
      isHere ||= isFound;
    }
    group.hidden = !isHere;
    if (words && isHere) group.open = true;
    isAny ||= isHere;
  }
  picker.querySelector("[data-none]").hidden = isAny;
}

if (picker) {
  picker.querySelector(".picker-search").hidden = false;
  picker.addEventListener("change", onChange);
  const field = document.getElementById("unit-search");
  field.addEventListener("input", () => search(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // pressing Enter in the search field does not send the form
  });
  count();
}
