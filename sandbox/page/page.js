// One column a member: what that person sees, can tap and can write.
// Everything shown comes from the control interface; nothing is kept here but which tab is open.

const EVERY = 1000; // milliseconds between two looks
const columns = new Map();
const $ = (selector, root = document) => root.querySelector(selector);
let group = null;

async function ask(path, body) {
  const options = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`/sandbox${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function make(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

class Column {
  constructor(person) {
    this.person = person;
    this.tab = "group";
    this.seen = "";
    this.root = $("#person").content.firstElementChild.cloneNode(true);
    this.list = $(".messages", this.root);
    this.form = $("form", this.root);
    this.fields = this.form.elements;
    this.fields.text.setAttribute("aria-label", `Write as ${person.name}`);
    this.form.addEventListener("submit", (event) => this.say(event));
    for (const tab of this.root.querySelectorAll("[data-tab]"))
      tab.addEventListener("click", () => this.open(tab.dataset.tab));
  }

  get chat() {
    return this.tab === "private" ? this.person.id : group.id;
  }

  name() {
    const steward = group.admins.includes(this.person.id) ? " · admin" : "";
    $("h2", this.root).textContent = this.person.name + steward;
    const topics = this.tab === "group" ? group.topics : [];
    const choice = this.fields.topic;
    $(".topic", this.root).hidden = topics.length === 0;
    $(".hush", this.root).hidden = this.tab === "private";
    if (choice.options.length !== topics.length + 1)
      choice.replaceChildren(
        make("option", "General", { value: "" }),
        ...topics.map((each) => make("option", each.name, { value: each.id })),
      );
  }

  open(tab) {
    this.tab = tab;
    this.seen = "";
    for (const each of this.root.querySelectorAll("[data-tab]"))
      each.setAttribute("aria-pressed", String(each.dataset.tab === tab));
    return this.look();
  }

  async look() {
    this.name();
    const chat = this.chat;
    const { messages } = await ask(`/view?person=${this.person.id}&chat=${chat}`);
    const seen = JSON.stringify(messages);
    if (seen === this.seen || chat !== this.chat) return;
    this.seen = seen;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
    const focus = this.focused();
    this.list.replaceChildren(...messages.map((each) => this.message(each)));
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
    if (focus) this.list.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }

  focused() {
    return this.list.contains(document.activeElement) && document.activeElement.dataset.key;
  }

  message(message) {
    const own = message.from === this.person.id;
    const item = make("li", "", { className: own ? "own" : message.only_you ? "only-you" : "" });
    const head = make("p", message.from_name, { className: "from" });
    if (message.topic) head.append(make("span", this.topicName(message.topic)));
    if (message.only_you) head.append(make("span", own ? "only Kith sees this" : "only you"));
    if (message.edited) head.append(make("span", "edited"));
    head.append(make("time", time(message.at)));
    item.append(head, make("p", message.text, { className: "text", dir: "auto" }));
    for (const row of message.buttons) item.append(this.row(message, row));
    return item;
  }

  topicName(id) {
    return group.topics.find((each) => each.id === id)?.name ?? "topic";
  }

  row(message, buttons) {
    const row = make("div", "", { className: "row" });
    for (const each of buttons) {
      const button = make("button", each.url ? `${each.label} ↗` : each.label, { type: "button" });
      button.disabled = !each.data && !each.url;
      button.dataset.key = `${message.message_id ?? `e${message.ephemeral_message_id}`}/${each.label}`;
      button.addEventListener("click", () => this.press(message, each));
      row.append(button);
    }
    return row;
  }

  async press(message, button) {
    const { message_id, ephemeral_message_id } = message;
    const what = button.data ? { data: button.data } : { label: button.label };
    await this.attempt(async () => {
      const answer = await ask("/press", {
        from: this.person.id, chat: this.chat, message_id, ephemeral_message_id, ...what,
      });
      if (button.url && answer.update_id) return this.open("private");
      if (button.url) return this.tell(`Opens ${button.url}`);
      if (answer.text) this.tell(answer.text, answer.show_alert);
      else if (!answer.answered) this.tell("No answer yet.");
    });
  }

  async say(event) {
    event.preventDefault();
    const { text, topic, ephemeral } = this.fields;
    if (!text.value.trim()) return;
    const words = { from: this.person.id, chat: this.chat, text: text.value };
    if (this.tab === "group" && topic.value) words.topic = Number(topic.value);
    if (this.tab === "group" && ephemeral.checked) words.ephemeral = true;
    await this.attempt(async () => {
      await ask("/say", words);
      text.value = "";
    });
  }

  async attempt(act) {
    try {
      await act();
    } catch (error) {
      this.tell(error.message, true);
    }
    await this.look().catch(() => {});
  }

  tell(text, alert = false) {
    const toast = $(".toast", this.root);
    toast.textContent = text;
    toast.classList.toggle("alert", alert);
    toast.hidden = false;
    clearTimeout(this.untold);
    this.untold = setTimeout(() => { toast.hidden = true; }, alert ? 8000 : 3500);
  }
}

function time(seconds) {
  return new Date(seconds * 1000).toISOString().slice(11, 16);
}

function choose(groups) {
  const select = $("#group");
  const ids = groups.map((each) => String(each.id)).join();
  if (select.dataset.ids !== ids) {
    const wanted = select.value;
    select.dataset.ids = ids;
    select.replaceChildren(...groups.map((each) => make("option", each.title, { value: each.id })));
    if (groups.some((each) => String(each.id) === wanted)) select.value = wanted;
  }
  return groups.find((each) => String(each.id) === select.value) ?? null;
}

function seat(people) {
  const members = people.filter((each) => group?.members.includes(each.id));
  $("#empty").hidden = members.length > 0;
  for (const [id, column] of columns)
    if (!members.some((each) => each.id === id)) {
      column.root.remove();
      columns.delete(id);
    }
  for (const person of members)
    if (!columns.has(person.id)) {
      columns.set(person.id, new Column(person));
      $("#people").append(columns.get(person.id).root);
    }
}

async function look() {
  const [{ people, groups }, clock] = await Promise.all([ask(""), ask("/clock")]);
  const now = new Date(clock.now * 1000);
  $("#now").textContent = `${now.toUTCString().slice(0, 22)} UTC`;
  group = choose(groups);
  seat(people);
  await Promise.all([...columns.values()].map((each) => each.look()));
}

async function keepLooking() {
  try {
    await look();
    $("#lost").hidden = true;
  } catch (error) {
    console.error(error);
    $("#lost").hidden = false;
  }
  setTimeout(keepLooking, EVERY);
}

$("#group").addEventListener("change", () => look());
for (const button of document.querySelectorAll("[data-advance]"))
  button.addEventListener("click", async () => {
    await ask("/clock", { advance: Number(button.dataset.advance) });
    await look();
  });
keepLooking();
