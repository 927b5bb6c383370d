// What the editor's form holds, and which of its buttons save it.
const OF_THE_PAGE = ["csrfmiddlewaretoken", "hand", "page", "known"];

export function entriesOf(form) {
  return [...new FormData(form)].filter(([name]) => !OF_THE_PAGE.includes(name));
}

// Saving, whether to go on writing, to send for review, or over what somebody else has saved.
export function isSaving(act) {
  return /^(save|submit|overwrite-\d+)$/.test(act);
}
