// A button beside a typed date or time opens the browser's picker; the choice is written as text.
export function enhancePickers(root) {
  for (const button of root.querySelectorAll("[data-picker]")) {
    if (button.dataset.ready) continue;
    button.dataset.ready = "1";
    const text = document.getElementById(button.dataset.picker);
    const picker = button.parentElement.querySelector("[data-picker-input]");
    button.addEventListener("click", () => {
      const typed = text.value.trim().replace(" ", "T");
      if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(typed)) picker.value = typed;
      if (typeof picker.showPicker === "function") picker.showPicker();
      else picker.click();
    });
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      text.value = picker.value.replace("T", " ").slice(0, 16);
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    });
  }
}
