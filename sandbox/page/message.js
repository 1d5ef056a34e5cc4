// One message as a person sees it: bubble, buttons, links. What a press does is up to the column.

import { ask, day, make, ownTime, paint, press, time } from "/ask.js";

// Telegram makes links of addresses without https:// too; these endings are enough here.
const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|uk|eu|de|es|fr|ua)\b(?:\/[\w./-]*\w)?)|((?<=^|\s)\/[a-z][a-z0-9_]{1,31}(?![\w/@]))/g;

export function keyOf(message) {
  return message.message_id ? `m${message.message_id}` : `e${message.ephemeral_message_id}`;
}

// What `bring` needs: the messages, with a line for each new day.
export function items(messages, column) {
  let before = null;
  return messages.flatMap((message) => {
    const items = [];
    const today = day(message.at, column.person.language);
    if (!before || day(before.at, column.person.language) !== today) {
      items.push({ key: `day ${today}`, mark: today, build: () => make("li", today, { className: "day" }) });
      before = null;
    }
    const follows = before?.from === message.from && !before.service && !message.service;
    const mark = JSON.stringify([message, follows]);
    items.push({ key: keyOf(message), mark, build: () => item(message, follows, column) });
    before = message;
    return items;
  });
}

function item(message, follows, column) {
  if (message.service) return make("li", message.text, { className: "service", dir: "auto" });
  const own = message.from === column.person.id;
  const kind = own ? "own" : message.from === column.bot.id ? "kith" : "other";
  const item = make("li", "", { className: `message ${kind}` });
  item.classList.toggle("only-you", message.only_you);
  item.classList.toggle("follows", follows);
  if (!own) item.append(avatar(message, follows, kind === "kith"));
  const body = make("div", "", { className: "body" });
  body.append(bubble(message, own, follows, column));
  for (const row of message.buttons) body.append(keys(message, row, column));
  for (const pick of message.picks ?? []) body.append(picker(pick, column));
  item.append(body);
  return item;
}

function avatar(message, follows, isBot) {
  const avatar = make("span", "", { className: "avatar", ariaHidden: "true" });
  if (follows) return avatar;
  paint(avatar, message.from, message.from_name);
  if (isBot) Object.assign(avatar, { textContent: "k" }).dataset.tone = "kith";
  return avatar;
}

function bubble(message, own, follows, column) {
  const bubble = make("div", "", { className: "bubble" });
  if (message.only_you) bubble.append(onlyYou(own, column.person.name));
  if (!own && !follows) {
    const from = make("p", "", { className: "from" });
    from.append(make("bdi", message.from_name));
    bubble.append(from);
  }
  const text = make("p", "", { className: "text", dir: "auto" });
  text.append(...dated(message, column));
  bubble.append(text);
  if (message.file) bubble.append(saving(message));
  bubble.append(foot(message, column));
  return bubble;
}

// A file, to be kept on this computer; what is no text comes as an address of data already.
function saving({ text, file }) {
  const href = file.startsWith("data:") ? file : URL.createObjectURL(new Blob([file]));
  return make("a", "Save the file", { href, download: text.split(":")[0], className: "saving" });
}

function onlyYou(own, name) {
  const why = own
    ? "A command that Telegram hands to Kith alone. Nobody else in the group sees it."
    : `Telegram shows this to ${name} alone, here in the group. Nobody else sees it, and it may vanish when ${name} closes the app.`;
  const badge = make("p", own ? "only Kith sees this" : "only you", { className: "badge", title: why });
  badge.append(make("span", `. ${why}`, { className: "unseen" }));
  return badge;
}

function foot(message, column) {
  const foot = make("p", "", { className: "foot" });
  if (message.topic) foot.append(make("span", column.topicName(message.topic)));
  if (message.silent) foot.append(make("span", "silent", { title: "Sent without a sound" }));
  if (message.edited) foot.append(make("span", "edited"));
  foot.append(make("time", time(message.at)));
  return foot;
}

// Moments as whoever looks has them: in this browser's time zone, as Telegram's clients do.
function dated({ text, times = [] }, column) {
  const parts = [];
  let end = 0;
  for (const { offset, length, unix_time } of times) {
    const told = make("time", ownTime(unix_time, column.person.language), { title: text.slice(offset, offset + length) });
    parts.push(...linked(text.slice(end, offset), column), told);
    end = offset + length;
  }
  return [...parts, ...linked(text.slice(end), column)];
}

// Text with its links and commands, which can be pressed as in Telegram.
function linked(text, column) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(end, found.index));
    const url = found[1]?.includes("://") ? found[1] : `https://${found[1]}`;
    parts.push(found[1] ? link(found[1], url, column) : command(found[2], column));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

function command(text, column) {
  return press(text, () => column.command(text.slice(1)), { className: "inline" });
}

function link(label, url, column, className = "") {
  if (column.isOwnLink(url)) return press(label, () => column.follow(url), { className: className || "inline" });
  return make("a", label, { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto", className });
}

function keys(message, buttons, column) {
  const row = make("div", "", { className: "keys" });
  for (const each of buttons) {
    const button = key(message, each, column);
    button.dataset.key = `${keyOf(message)}/${each.label}`;
    row.append(button);
  }
  return row;
}

// Telegram opens its own list of people; here it is everybody in the sandbox.
function picker(pick, column) {
  const row = make("div", "", { className: "keys" });
  const take = (person) => () => column.attempt(() =>
    ask("/pick", { from: column.person.id, request_id: pick.request_id, person: person.id }));
  const open = async () => {
    const { people } = await ask("");
    const others = people.filter((each) => each.id !== column.person.id);
    row.replaceChildren(...others.map((each) => press(each.name, take(each), { className: "key", dir: "auto" })));
  };
  row.append(press(pick.label, open, { className: "key", dir: "auto" }));
  return row;
}

function key(message, button, column) {
  if (button.copy) return sign(press(button.label, () => column.copy(button.copy), { className: "key", dir: "auto" }), "", "copies");
  if (/^https?:/.test(button.url ?? "") && !column.isOwnLink(button.url))
    return sign(link(button.label, button.url, column, "key"), "↗", "opens a page");
  const act = (event) => column.press(message, button, event.currentTarget);
  const made = press(button.label, act, { className: "key", dir: "auto", disabled: !button.data && !button.url });
  return button.url ? sign(made, "↗", "opens the private chat") : made;
}

function sign(button, mark, meaning) {
  button.title = meaning;
  button.append(make("span", mark, { ariaHidden: "true", className: mark ? "mark" : "mark sheets" }));
  return button;
}
