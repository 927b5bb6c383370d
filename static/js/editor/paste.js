// Pasted text is cleaned by the server: one paragraph goes into the field, several become blocks of their own.
// When the server does not answer, the plain text is inserted as the browser would have done.
function insert(field, text) {
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function cleaned(editor, html, text) {
  const body = new FormData();
  body.append("html", html);
  body.append("text", text);
  body.append("csrfmiddlewaretoken", editor.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(editor.form.dataset.paste, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return (await answer.json()).blocks;
}

function isAlone(blocks) {
  return blocks.length === 1 && blocks[0].kind !== "table" && !blocks[0].text.includes("\n");
}

async function paste(editor, field, html, text) {
  const blocks = await cleaned(editor, html, text);
  if (!blocks.length) return;
  const block = field.closest("[data-block]");
  const isEmpty = !field.value.trim();
  const isCell = field.matches(".grid input");
  if (!block || (isAlone(blocks) && (!isEmpty || isCell || blocks[0].kind === "paragraph"))) {
    const words = blocks.map((each) => each.text || each.rows.map((row) => row.join("、")).join("；"));
    insert(field, words.join(field.matches("#id_title, [id$=_title]") ? "\n" : ""));
    return;
  }
  const before = isCell ? "" : field.value.slice(0, field.selectionStart);
  const after = isCell ? "" : field.value.slice(field.selectionEnd);
  const more = { paste_html: html, paste_text: text, paste_at: block.dataset.block, paste_before: before, paste_after: after };
  if (!(await editor.rearrange("paste", more))) throw new Error("not pasted");
}

export function startPasting(editor) {
  editor.form.addEventListener("paste", (event) => {
    const field = event.target;
    if (!field.matches("textarea, input") || field.matches(".table-text") || !event.clipboardData) return;
    const [html, text] = [event.clipboardData.getData("text/html"), event.clipboardData.getData("text/plain")];
    if (!html && !text) return;
    event.preventDefault();
    paste(editor, field, html, text).catch(() => insert(field, text));
  });
}
