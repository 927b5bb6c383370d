// Updates the deadline blocks of a page. Uses the server's time: a wrong clock on the PC does not matter.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const clocks = new Map();
let timer = null;

export function words(left, withSeconds) {
  const length = Math.abs(left);
  const before = left < 0 ? "超" : "剩";
  if (withSeconds && length < DAY) {
    const hours = Math.floor(length / HOUR);
    const minutes = Math.floor((length % HOUR) / MINUTE);
    const seconds = Math.floor((length % MINUTE) / 1000);
    return `${before} ${hours ? `${hours} 小时 ` : ""}${minutes} 分 ${seconds} 秒`;
  }
  if (length < MINUTE) return left < 0 ? "刚超时" : "不到 1 分钟";
  if (length < HOUR) return `${before} ${Math.floor(length / MINUTE)} 分钟`;
  if (length < DAY) return `${before} ${Math.floor(length / HOUR)} 小时`;
  return `${before} ${Math.floor(length / DAY)} 日`;
}

function shanghaiDay(moment) {
  return Math.floor((moment + 8 * HOUR) / DAY);
}

function draw(element, clock) {
  const now = Date.now() + clock.ahead;
  const left = clock.due - now;
  const target = element.querySelector("[data-clock-words]");
  const text = words(left, clock.withSeconds);
  if (target && target.textContent !== text) target.textContent = text;
  let state = left < 0 ? "late" : "calm";
  if (clock.start !== null) {
    const used = Math.min(100, Math.max(0, Math.round(((now - clock.start) / (clock.due - clock.start)) * 100)));
    const bar = element.querySelector("progress");
    if (bar && bar.value !== used) bar.value = used;
    if (state === "calm" && 100 - used <= 40 && shanghaiDay(clock.due) === shanghaiDay(now)) state = "soon";
  } else if (state === "calm" && shanghaiDay(clock.due) === shanghaiDay(now)) {
    state = "soon";
  }
  for (const name of ["late", "soon", "calm"]) element.classList.toggle(`clock-${name}`, name === state);
}

function tick() {
  for (const [element, clock] of clocks) {
    if (!element.isConnected) clocks.delete(element);
    else draw(element, clock);
  }
}

export function runClocks(root) {
  for (const element of root.querySelectorAll("[data-due]")) {
    const { due, start, now, seconds } = element.dataset;
    clocks.set(element, {
      due: Date.parse(due),
      start: start ? Date.parse(start) : null,
      ahead: Date.parse(now) - Date.now(),
      withSeconds: seconds === "1",
    });
  }
  if (clocks.size && timer === null) timer = setInterval(tick, 1000);
  tick();
}
