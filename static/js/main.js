// Progressive enhancement: every page works without this. One module for each feature.
import { runClocks } from "./clock.js";
import { enhanceLookups } from "./lookup.js";
import { enhancePickers } from "./picker.js";
import { enhanceMenus } from "./menus.js";
import { enhanceForms } from "./forms.js";
import { keepForms } from "./kept.js";
import { watchLine } from "./line.js";

document.documentElement.classList.add("has-js");

function enhance(root) {
  runClocks(root);
  enhanceLookups(root);
  enhancePickers(root);
  enhanceForms(root);
}

enhanceMenus();
enhance(document);
keepForms();
watchLine();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
