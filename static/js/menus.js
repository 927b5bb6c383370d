// The menu button of narrow screens, drop-downs that close, the search key.
function toggleNavigation(event) {
  const nav = document.getElementById("nav");
  if (!nav) return;
  event.preventDefault();
  const open = nav.classList.toggle("is-open");
  for (const button of document.querySelectorAll("[data-menu-button]")) button.setAttribute("aria-expanded", String(open));
  if (open) nav.querySelector("a")?.focus();
  nav.scrollIntoView({ block: "start" });
}

function closeDrops(except) {
  for (const drop of document.querySelectorAll("details[data-drop][open]")) {
    if (drop !== except) drop.open = false;
  }
}

function onKey(event) {
  if (event.key === "Escape") {
    const drop = document.activeElement?.closest("details[data-drop][open]");
    closeDrops(null);
    drop?.querySelector("summary").focus();
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const search = document.getElementById("header-search");
  if (event.key === "/" && !typing && search && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
}

function closeOnPhones() {
  if (!window.matchMedia("(max-width: 575.98px)").matches) return;
  for (const drop of document.querySelectorAll("details[data-phone-closed]")) drop.open = false;
}

export function enhanceMenus() {
  closeOnPhones();
  for (const button of document.querySelectorAll("[data-menu-button]")) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", "nav");
    button.addEventListener("click", toggleNavigation);
  }
  document.querySelector(".nav-close")?.addEventListener("click", () => {
    document.getElementById("nav").classList.remove("is-open");
    for (const button of document.querySelectorAll("[data-menu-button]")) button.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("click", (event) => closeDrops(event.target.closest("details[data-drop]")));
  document.addEventListener("keydown", onKey);
}
