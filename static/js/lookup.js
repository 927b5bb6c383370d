// Turns <select data-lookup> into a field that can be searched by name or pinyin initials (combobox of WAI-ARIA 1.2).
// The select stays in the form, hidden: it holds the value that the server reads.
const LONGEST = 60;

function optionsOf(select) {
  const parent = select.dataset.lookupParent && select.form?.elements[select.dataset.lookupParent];
  const under = parent ? parent.value : "";
  return [...select.options]
    .filter((option) => option.value && (!under || !option.dataset.under || option.dataset.under === under))
    .map((option) => ({ value: option.value, label: option.text.trim(), initials: (option.dataset.initials ?? "").toLowerCase() }));
}

export function matches(options, typed) {
  const words = typed.trim().toLowerCase();
  if (!words) return options;
  const begins = options.filter((option) => option.label.startsWith(words) || option.initials.startsWith(words));
  const contains = options.filter((option) => !begins.includes(option) && (option.label.toLowerCase().includes(words) || option.initials.includes(words)));
  return [...begins, ...contains];
}

class LookupBox {
  constructor(select) {
    this.select = select;
    this.active = -1;
    this.shown = [];
    this.build();
    this.showChosen();
  }

  build() {
    const { select } = this;
    const input = document.createElement("input");
    input.type = "text";
    input.id = `${select.id}_search`;
    input.autocomplete = "off";
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${select.id}_list` })) input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    input.placeholder = "输入拼音首字母";
    input.disabled = select.disabled;
    const list = document.createElement("ul");
    list.id = `${select.id}_list`;
    list.className = "lookup-list";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    const label = document.querySelector(`label[for="${select.id}"]`);
    if (label) {
      label.htmlFor = input.id;
      list.setAttribute("aria-label", label.textContent.trim());
    }
    const key = document.createElement("span");
    key.className = "field-unit lookup-key";
    key.setAttribute("aria-hidden", "true");
    select.hidden = true;
    select.after(input, key);
    select.parentElement.classList.remove("field-box-select");
    select.parentElement.classList.add("lookup");
    select.parentElement.append(list);
    select._lookupInput = input;
    Object.assign(this, { input, list, key });
    input.addEventListener("input", () => this.open(input.value));
    input.addEventListener("click", () => this.open(""));
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.leave());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[data-value]");
      if (item) this.choose(item.dataset.value);
    });
    select.addEventListener("change", () => this.showChosen());
    const parent = select.dataset.lookupParent && select.form?.elements[select.dataset.lookupParent];
    if (parent) parent.addEventListener("change", () => this.parentChanged());
  }

  showChosen() {
    const option = this.select.selectedOptions[0];
    this.input.value = option?.value ? option.text.trim() : "";
    this.key.textContent = option?.value ? option.dataset.initials ?? "" : "";
  }

  parentChanged() {
    const allowed = optionsOf(this.select).some((option) => option.value === this.select.value);
    if (this.select.value && !allowed) this.choose("");
  }

  open(typed) {
    this.shown = matches(optionsOf(this.select), typed).slice(0, LONGEST);
    this.list.replaceChildren(...this.shown.map((option, index) => this.item(option, index)));
    if (!this.shown.length) {
      const none = document.createElement("li");
      none.className = "lookup-none";
      none.textContent = `没有“${typed.trim()}”，请改写或删去重选`;
      this.list.append(none);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.move(typed && this.shown.length ? 0 : -1);
  }

  item(option, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}_${index}`;
    item.dataset.value = option.value;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const initials = document.createElement("span");
    initials.className = "lookup-key";
    initials.textContent = option.initials;
    item.append(option.label, initials);
    return item;
  }

  move(index) {
    this.list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    this.active = index;
    const item = index >= 0 ? this.list.children[index] : null;
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", item.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  onKey(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.open("");
      else if (this.shown.length) this.move((this.active + (event.key === "ArrowDown" ? 1 : -1) + this.shown.length) % this.shown.length);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.shown[this.active].value);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
      this.showChosen();
    }
  }

  leave() {
    if (this.list.hidden) return;
    const typed = this.input.value.trim();
    const exact = this.shown.find((option) => option.label === typed);
    if (!typed) this.choose("");
    else if (exact) this.choose(exact.value);
    else if (this.active >= 0) this.choose(this.shown[this.active].value);
    else this.showChosen();
    this.close();
  }

  choose(value) {
    this.close();
    if (this.select.value === value) {
      this.showChosen();
      return;
    }
    this.select.value = value;
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function enhanceLookups(root) {
  for (const select of root.querySelectorAll("select[data-lookup]")) {
    if (select._lookupInput || select.multiple) continue;
    new LookupBox(select);
  }
}
