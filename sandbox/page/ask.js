// What all parts of the page use: asking the control interface, and making elements.

export const $ = (selector, root = document) => root.querySelector(selector);

export async function ask(path, body) {
  const options = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`/sandbox${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export function make(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

export function press(text, act, properties = {}) {
  const button = make("button", text, { type: "button", ...properties });
  button.addEventListener("click", act);
  return button;
}

// Bring a list to the wanted items, [{key, mark, build}]: an item whose mark has not changed stays
// as it is, so that focus, selection and what was unfolded stay too.
export function bring(list, items) {
  const kept = new Map([...list.children].map((each) => [each.dataset.key, each]));
  const focus = list.contains(document.activeElement) && document.activeElement.dataset.key;
  items.forEach(({ key, mark, build }, index) => {
    let node = kept.get(key);
    kept.delete(key);
    if (node?.dataset.mark !== mark) {
      const fresh = build();
      Object.assign(fresh.dataset, { key, mark });
      node?.replaceWith(fresh);
      node = fresh;
    }
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
  for (const gone of kept.values()) gone.remove();
  if (focus && !list.contains(document.activeElement))
    $(`[data-key="${CSS.escape(focus)}"]`, list)?.focus();
}

const DAY = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
const MOMENT = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };

const OWN = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };

export function time(seconds) {
  return new Date(seconds * 1000).toISOString().slice(11, 16);
}

// As the phone of somebody in that language (IETF) shows it; English where the tag is none.
function phone(language) {
  try {
    return language.startsWith("en") ? "en-GB" : Intl.getCanonicalLocales(language);
  } catch {
    return "en-GB";
  }
}

export function day(seconds, language) {
  return new Date(seconds * 1000).toLocaleDateString(phone(language), DAY);
}

export function ownTime(seconds, language) {
  return new Date(seconds * 1000).toLocaleString(phone(language), OWN);
}

export function moment(seconds) {
  return `${new Date(seconds * 1000).toLocaleDateString("en-GB", MOMENT)}, ${time(seconds)} UTC`;
}

// The same colour for the same person, everywhere.
export function paint(avatar, id, name) {
  avatar.textContent = [...name.trim()][0] ?? "?";
  avatar.dataset.tone = String(Math.abs(id) % 6);
  return avatar;
}
