// Making people and groups, and what happens to groups.

import { $, ask, bring, make, press } from "/ask.js";

const ROLES = { left: "not in it", member: "member", administrator: "admin" };

export function listenToPopulation(state, refresh) {
  const forms = {
    "#new-person": ["#person-form", () => {}, makePerson],
    "#new-group": ["#group-form", () => offerRoles(state()), makeGroup],
  };
  for (const [opener, [selector, prepare, act]] of Object.entries(forms)) {
    const dialog = $(selector);
    $(opener).addEventListener("click", () => open(dialog, prepare));
    $("form", dialog).addEventListener("submit", (event) => send(event, dialog, act, refresh));
  }
  $("#four").addEventListener("click", () => four(refresh));
  $("#show-groups").addEventListener("click", () => {
    open($("#groups"), () => showGroups(state, refresh));
  });
}

function open(dialog, prepare) {
  $("form", dialog).reset();
  $(".wrong", dialog).hidden = true;
  prepare();
  dialog.showModal();
}

async function send(event, dialog, act, refresh) {
  if (event.submitter?.value !== "make") return;
  event.preventDefault();
  await attempt(dialog, async () => {
    const made = await act($("form", dialog));
    dialog.close();
    await refresh(made);
  });
}

async function attempt(dialog, act) {
  const wrong = $(".wrong", dialog);
  try {
    wrong.hidden = true;
    await act();
  } catch (error) {
    wrong.textContent = error.message;
    wrong.hidden = false;
  }
}

async function makePerson(form) {
  const { name, language, old } = form.elements;
  const person = await ask("/people", {
    name: name.value.trim(), language: language.value.trim(), sees_ephemeral: !old.checked,
  });
  return { person: person.id };
}

async function four(refresh) {
  for (const name of ["Ana", "Ben", "Chi", "Dee"]) await ask("/people", { name });
  await refresh();
}

function offerRoles({ people }) {
  const rows = people.map(({ id, name }, index) => {
    const row = make("label", "", { className: "role" });
    const choice = roles(index === people.length - 1 ? "administrator" : "member");
    choice.dataset.person = id;
    choice.ariaLabel = name;
    row.append(make("bdi", name), choice);
    return row;
  });
  if (!rows.length) rows.push(make("p", "There is nobody yet. Make a person first.", { className: "faint" }));
  $("#group-form .roles").replaceChildren(...rows);
}

function roles(chosen) {
  const choice = make("select", "");
  for (const [value, text] of Object.entries(ROLES)) choice.append(make("option", text, { value }));
  choice.value = chosen;
  return choice;
}

async function makeGroup(form) {
  const { title, topics, bot } = form.elements;
  const of = (role) => [...form.querySelectorAll(".roles select")]
    .filter((each) => each.value === role)
    .map((each) => Number(each.dataset.person));
  const names = topics.value.split(",").map((each) => each.trim()).filter(Boolean);
  const group = await ask("/groups", {
    title: title.value.trim(), members: of("member"), admins: of("administrator"), bot: bot.checked,
    ...(names.length && { forum: names }),
  });
  return { chat: group.id };
}

function showGroups(state, refresh) {
  const { groups } = state();
  const rows = groups.map((each) => ({
    key: `group ${each.id}`,
    mark: JSON.stringify([each, state().people.length]),
    build: () => groupRow(each, state, refresh),
  }));
  const none = { key: "none", mark: "", build: () => make("p", "There is no group yet.") };
  bring($("#groups .groups"), rows.length ? rows : [none]);
}

function groupRow(group, state, refresh) {
  const { people, bot } = state();
  const happen = (what, body) => attempt($("#groups"), async () => {
    await ask(`/groups/${group.id}/${what}`, body);
  }).then(refresh).then(() => showGroups(state, refresh));
  const row = make("fieldset", "");
  row.append(make("legend", group.title));
  for (const each of people) row.append(member(each, standingOf(each, group), group, happen));
  const bots = group.bot === "kicked" ? "left" : group.bot;
  row.append(member({ id: bot.id, name: `${bot.name} (the bot)` }, bots, group, happen));
  if (String(group.id).startsWith("-100")) return row;
  row.append(press("Make it a supergroup", () => happen("migrate", {})));
  return row;
}

function standingOf(person, group) {
  if (group.admins.includes(person.id)) return "administrator";
  return group.members.includes(person.id) ? "member" : "left";
}

function member({ id, name }, now, group, happen) {
  const row = make("label", "", { className: "role" });
  const choice = roles(now);
  choice.ariaLabel = name;
  choice.dataset.key = `${group.id}/${id}`;
  choice.addEventListener("change", async () => {
    for (const what of steps(now, choice.value)) await happen(what, { person: id });
  });
  row.append(make("bdi", name), choice);
  return row;
}

// What happens in Telegram on the way from one standing to another.
function steps(from, to) {
  if (to === "left") return ["leave"];
  if (to === "member") return [from === "left" ? "join" : "demote"];
  return from === "left" ? ["join", "promote"] : ["promote"];
}
