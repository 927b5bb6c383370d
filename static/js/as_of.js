// The as-of slider of 决定依据: moving it writes the moment into the field, releasing it loads that moment.
// Without JavaScript the field and its button do the same.

const DAY = 24 * 60 * 60 * 1000;

function dayAfter(first, days) {
  const [year, month, day] = first.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day) + days * DAY).toISOString().slice(0, 10);
}

export function start(root = document) {
  for (const form of root.querySelectorAll("[data-as-of]")) {
    const slider = form.querySelector("[data-as-of-slider]");
    const moment = form.querySelector("[data-as-of-moment]");
    slider.addEventListener("input", () => {
      // The scale covers the whole window; a moment in the future cannot be selected.
      slider.value = Math.min(Number(slider.value), Number(form.dataset.last));
      moment.value = `${dayAfter(form.dataset.first, Number(slider.value))} 23:59`;
    });
    slider.addEventListener("change", () => form.requestSubmit());
  }
}

start();
