// Form of 登记事故: shows beside the fields what the server found wrong, and proposes a department for the sector.
const touched = new Set();

function faultsByName() {
  const list = document.getElementById("field-faults");
  return new Map([...(list?.children ?? [])].map((item) => [item.dataset.name, item.textContent]));
}

function fieldOf(name) {
  const input = document.querySelector(`#register-form [name="${name}"]`);
  return input?.closest(".field") ?? null;
}

function show(name, message) {
  const field = fieldOf(name);
  if (!field) return;
  field.querySelector(".field-error")?.remove();
  field.classList.toggle("field-bad", Boolean(message));
  if (!message) return;
  const list = document.createElement("ul");
  list.className = "field-error";
  const item = document.createElement("li");
  item.textContent = message;
  list.append(item);
  field.append(list);
}

function showFaults() {
  const faults = faultsByName();
  for (const name of touched) show(name, faults.get(name) ?? "");
}

export function start() {
  const form = document.getElementById("register-form");
  if (!form) return;
  form.addEventListener("change", (event) => {
    if (event.target.name) touched.add(event.target.name);
  });
  for (const field of form.querySelectorAll(".field-bad")) {
    const input = field.querySelector("[name]");
    if (input) touched.add(input.name);
  }
  document.addEventListener("htmx:afterSettle", showFaults);
}

start();
