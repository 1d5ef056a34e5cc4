// The clock of the sandbox: shown, and moved.

import { $, ask, moment } from "/ask.js";

export function showClock({ now, next }) {
  $("#now").textContent = moment(now);
  const button = $("#next");
  button.disabled = next === null;
  button.title = next === null ? "Nothing is planned yet" : `Until ${moment(next)}`;
}

export function listenToClock(refresh) {
  const move = async (button, seconds) => {
    button.classList.add("busy");
    try {
      await ask("/clock", { advance: await seconds() });
    } finally {
      button.classList.remove("busy");
    }
    await refresh();
  };
  for (const button of document.querySelectorAll("[data-advance]"))
    button.addEventListener("click", () => move(button, () => Number(button.dataset.advance)));
  $("#next").addEventListener("click", (event) => move(event.currentTarget, untilNext));
}

async function untilNext() {
  const { now, next } = await ask("/clock");
  return next === null ? 0 : Math.max(0, next - now);
}
