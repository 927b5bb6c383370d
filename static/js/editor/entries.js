// The entries of the editor's form, and which of its buttons save it.
const OF_THE_PAGE = ["csrfmiddlewaretoken", "hand", "page", "known"];

export function entriesOf(form) {
  return [...new FormData(form)].filter(([name]) => !OF_THE_PAGE.includes(name));
}

// Buttons that save: save and continue, send for review, overwrite a colleague's version.
export function isSaving(act) {
  return /^(save|submit|overwrite-\d+)$/.test(act);
}
