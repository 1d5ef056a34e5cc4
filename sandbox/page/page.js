// The page: one column a person, a clock, and a drawer. The control interface knows everything;
// this file asks it again and again, and seats the people.

import { $, ask, bring, make, paint, press } from "/ask.js";
import { listenToClock, showClock } from "/clock.js";
import { Column } from "/column.js";
import { listenToPopulation } from "/population.js";
import { listenToWire, showWire } from "/wire.js";

const EVERY = 500; // milliseconds between two looks
const EVERY_UNSEEN = 3000; // while nobody sees the page

const columns = new Map();
let there = { people: [], groups: [], bot: null };
let shown = null; // whose phone is seen where there is room for one
let looking = null;

function seat({ people, groups, bot }) {
  $("#empty").hidden = people.length > 0;
  for (const [id, column] of columns)
    if (!people.some((each) => each.id === id)) {
      column.root.remove();
      columns.delete(id);
    }
  for (const person of people) {
    if (!columns.has(person.id)) {
      columns.set(person.id, new Column(person, refresh));
      $("#people").append(columns.get(person.id).root);
    }
    columns.get(person.id).know(person, groups, bot);
  }
  if (!columns.has(shown)) shown = people[0]?.id ?? null;
  for (const [id, column] of columns) column.root.classList.toggle("shown", id === shown);
}

function switcher() {
  const chips = there.people.map((person) => {
    const fresh = columns.get(person.id).fresh.size > 0;
    const mark = JSON.stringify([person.name, fresh, person.id === shown]);
    return { key: `chip ${person.id}`, mark, build: () => chip(person, fresh) };
  });
  bring($("#switcher"), chips);
}

function chip(person, fresh) {
  const act = () => {
    shown = person.id;
    return refresh();
  };
  const chip = press("", act, { className: "chip", ariaPressed: String(person.id === shown) });
  const avatar = make("span", "", { className: "avatar", ariaHidden: "true" });
  chip.append(paint(avatar, person.id, person.name), make("bdi", person.name));
  if (fresh) chip.append(make("span", "new", { className: "dot" }));
  return chip;
}

async function look() {
  const [state, clock] = await Promise.all([ask(""), ask("/clock")]);
  there = state;
  showClock(clock);
  seat(state);
  await Promise.all([showWire(), ...[...columns.values()].map((each) => each.look())]);
  switcher();
}

// One look at a time; whoever asks during one gets the next.
async function refresh(wish = {}) {
  if (wish.person) shown = wish.person;
  while (looking) await looking;
  looking = attempt();
  await looking;
  looking = null;
  if (wish.chat) await turnAll(wish.chat);
}

async function attempt() {
  try {
    await look();
    $("#lost").hidden = true;
  } catch {
    $("#lost").hidden = false;
  }
}

// A new group is looked at by everybody who is in it.
function turnAll(chat) {
  for (const column of columns.values())
    if (column.chats.some((each) => each.id === chat)) column.open = chat;
  return refresh();
}

async function keepLooking() {
  await refresh();
  setTimeout(keepLooking, document.hidden ? EVERY_UNSEEN : EVERY);
}

listenToClock(() => {
  for (const column of columns.values()) column.untell(); // said before time passed
  return refresh();
});
listenToPopulation(() => there, refresh);
listenToWire(refresh);
keepLooking();
