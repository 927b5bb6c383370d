// 下载中心: while a job is open, read the page again every two seconds and put its rows in place of the old ones.
// Without this the page is reloaded by hand.
const PAUSE = 2000;
const PARTS = ["main tbody", "main .page-actions"];

function replace(page, selector) {
  const [now, next] = [document.querySelector(selector), page.querySelector(selector)];
  if (!now || !next || now.innerHTML === next.innerHTML) return;
  const focused = now.contains(document.activeElement) && document.activeElement.getAttribute("href");
  now.replaceWith(next);
  if (focused) next.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

// Returns false when the person has been logged out: then there is nothing more to read.
async function readAgain() {
  const answer = await fetch(location.href, { headers: { "X-Background": "1" } });
  if (answer.status === 401 || answer.redirected) return false;
  if (answer.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const selector of PARTS) replace(page, selector);
  }
  return true;
}

async function poll() {
  if (!document.querySelector("[data-live-jobs]")) return;
  if (!document.hidden) {
    try {
      if (!(await readAgain())) return;
    } catch {
      // No connection for the moment: the next round tries again.
    }
  }
  setTimeout(poll, PAUSE);
}

setTimeout(poll, PAUSE);
