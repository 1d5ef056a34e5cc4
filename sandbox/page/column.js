// One column a person: the chats that person has, what they see in them, can tap and can write.
// Everything shown comes from that person's own view; nothing is kept here but which chat is open
// and which messages were seen in it.

import { $, ask, bring, make, paint, press } from "/ask.js";
import { items, keyOf } from "/message.js";

export class Column {
  constructor(person, refresh) {
    this.person = person;
    this.refresh = refresh;
    this.open = null;
    this.seen = new Map();
    this.fresh = new Set();
    this.root = $("#person").content.firstElementChild.cloneNode(true);
    this.list = $(".messages", this.root);
    this.form = $("form", this.root);
    this.fields = this.form.elements;
    this.listen();
  }

  listen() {
    const text = this.fields.text;
    text.setAttribute("aria-label", `Write as ${this.person.name}`);
    text.placeholder = `Write as ${this.person.name}`;
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    text.addEventListener("input", () => this.hush());
    this.fields.file.addEventListener("change", () => this.hand());
    this.form.addEventListener("submit", (event) => this.say(event));
    $(".start", this.root).addEventListener("click", () => this.write({ text: "/start" }));
    $(".block", this.root).addEventListener("click", () => this.block());
    $(".notice button", this.root).addEventListener("click", () => this.addKith());
    $(".slash", this.root).addEventListener("click", () => this.unfold($(".menu", this.root).hidden));
    $(".veil button", this.root).addEventListener("click", () => this.unveil());
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.escape();
    });
  }

  // What there is, as of now: the person, the groups they are in, the bot.
  know(person, groups, bot) {
    Object.assign(this, { person, bot });
    this.groups = groups.filter((each) => each.members.includes(person.id));
    const chats = this.chats.map((each) => each.id);
    if (!chats.includes(this.open)) this.open = chats[0];
  }

  get chats() {
    return [...this.groups, { id: this.person.id, title: "Kith", bot: "private" }];
  }

  get group() {
    return this.groups.find((each) => each.id === this.open) ?? null;
  }

  get visible() {
    return this.root.offsetParent !== null;
  }

  async look() {
    const looks = this.chats.map((each) => this.view(each.id).catch(() => null));
    const views = (await Promise.all(looks)).filter(Boolean); // one that was just left is gone
    for (const { chat, messages } of views) this.remember(chat, messages);
    const view = views.find((each) => each.chat === this.open);
    this.show(view);
  }

  async view(chat) {
    return { chat, ...(await ask(`/view?person=${this.person.id}&chat=${chat}`)) };
  }

  // A chat has something new when it holds a message that was not there when it was last looked at.
  remember(chat, messages) {
    const keys = messages.filter((each) => each.from !== this.person.id).map(keyOf);
    const known = this.seen.get(chat);
    if (!known || (chat === this.open && this.visible)) {
      this.seen.set(chat, new Set(keys));
      this.fresh.delete(chat);
    } else if (keys.some((each) => !known.has(each))) this.fresh.add(chat);
  }

  show(view) {
    this.head();
    this.tabs();
    this.foot(view?.commands ?? []);
    if (!view || view.chat !== this.open) return;
    // A list that was not to be seen has lost its place.
    const other = this.list.dataset.chat !== String(view.chat) || !this.stood;
    this.stood = this.visible;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60;
    this.list.dataset.chat = view.chat;
    bring(this.list, items(view.messages, this));
    if (other || atEnd) this.goToNewest();
  }

  // To the end; of a message that is longer than the screen, the beginning comes first.
  goToNewest() {
    const newest = this.list.lastElementChild;
    const isLong = newest && newest.offsetHeight > this.list.clientHeight;
    this.list.scrollTop = isLong ? newest.offsetTop - this.list.offsetTop - 8 : this.list.scrollHeight;
  }

  head() {
    const { id, name, blocked, started } = this.person;
    paint($(".avatar", this.root), id, name);
    $("h2", this.root).textContent = name;
    $(".standing", this.root).textContent = this.standing();
    this.root.setAttribute("aria-label", name);
    const block = $(".block", this.root);
    block.hidden = this.group !== null || !started || blocked;
    this.list.setAttribute("aria-label", `Messages, as ${name} sees them`);
    $(".notice", this.root).hidden = !this.group || this.group.bot === "member" || this.group.bot === "administrator";
  }

  standing() {
    if (this.group) return this.group.admins.includes(this.person.id) ? "admin of this group" : "member";
    return this.groups.length ? "alone with Kith" : "in no group yet";
  }

  tabs() {
    const tabs = this.chats.map((chat) => {
      const fresh = this.fresh.has(chat.id);
      const isOpen = chat.id === this.open;
      const mark = JSON.stringify([chat.title, fresh, isOpen]);
      return { key: `tab ${chat.id}`, mark, build: () => this.tab(chat, fresh, isOpen) };
    });
    bring($(".tabs", this.root), tabs);
  }

  tab(chat, fresh, isOpen) {
    const tab = press("", () => this.turn(chat.id), { ariaPressed: String(isOpen), className: "tab" });
    tab.append(make("bdi", chat.title));
    if (chat.id === this.person.id) tab.append(make("span", "private", { className: "kind" }));
    if (fresh) tab.append(make("span", "new", { className: "dot" }));
    return tab;
  }

  foot(commands) {
    const { started, blocked } = this.person;
    const begun = this.group !== null || (started && !blocked);
    const start = $(".start", this.root);
    start.textContent = blocked ? "Unblock and start" : "Start";
    start.hidden = begun;
    this.form.hidden = !begun;
    $(".file", this.root).hidden = this.group !== null;
    this.offered = commands;
    this.commands(commands);
    this.topics(this.group?.topics ?? []);
    this.hush();
  }

  topics(topics) {
    const choice = this.fields.topic;
    $(".topic", this.root).hidden = topics.length === 0;
    const ids = topics.map((each) => each.id).join();
    if (choice.dataset.ids === ids) return;
    choice.dataset.ids = ids;
    const options = topics.map((each) => make("option", each.name, { value: each.id }));
    choice.replaceChildren(make("option", "General", { value: "" }), ...options);
  }

  topicName(id) {
    return this.group?.topics.find((each) => each.id === id)?.name ?? "topic";
  }

  // Only a command in a group can be kept from the others.
  hush() {
    $(".hush", this.root).hidden = !this.group || !this.fields.text.value.startsWith("/");
  }

  commands(commands) {
    $(".slash", this.root).hidden = commands.length === 0;
    if (commands.length === 0) this.unfold(false);
    const rows = commands.map((each) => {
      const act = () => this.command(each.command);
      return { key: each.command, mark: JSON.stringify(each), build: () => this.choice(each, act) };
    });
    bring($(".menu", this.root), rows);
  }

  choice(command, act) {
    const choice = press("", act);
    choice.append(make("b", `/${command.command}`), " ", make("bdi", command.description));
    return choice;
  }

  unfold(wanted) {
    $(".menu", this.root).hidden = !wanted;
    $(".slash", this.root).setAttribute("aria-expanded", String(wanted));
  }

  turn(chat) {
    this.open = chat;
    this.unfold(false);
    this.untell();
    return this.refresh();
  }

  // Clients name the bot where a command goes to a group, and know which ones only it shall see.
  command(name) {
    this.unfold(false);
    const ephemeral = this.offered.some((each) => each.command === name && each.is_ephemeral);
    if (!this.group) return this.write({ text: `/${name}` });
    return this.write({ text: `/${name}@${this.bot.username}`, ...(ephemeral && { ephemeral }) });
  }

  async say(event) {
    event.preventDefault();
    const { text, topic, ephemeral } = this.fields;
    if (!text.value.trim()) return;
    const words = { text: text.value };
    if (this.group?.topics.length && topic.value) words.topic = Number(topic.value);
    if (!$(".hush", this.root).hidden && ephemeral.checked) words.ephemeral = true;
    if (await this.write(words)) text.value = "";
    this.hush();
  }

  // Kith takes text files alone, so their content can go along as text.
  async hand() {
    const [file] = this.fields.file.files;
    this.fields.file.value = "";
    if (file) await this.attempt(async () => ask("/hand", { from: this.person.id, name: file.name, content: await file.text() }));
  }

  async write(words, chat = this.open) {
    return this.attempt(() => ask("/say", { from: this.person.id, chat, ...words }));
  }

  async press(message, button, key) {
    const { message_id, ephemeral_message_id } = message;
    const what = button.data ? { data: button.data } : { label: button.label };
    key.classList.add("busy");
    await this.attempt(async () => {
      const answer = await ask("/press", {
        from: this.person.id, chat: this.open, message_id, ephemeral_message_id, ...what,
      });
      if (button.url) this.opened(button.url, answer.update_id);
      else if (answer.text) this.tell(answer.text, answer.show_alert);
      else if (!answer.answered) this.tell("Kith has not answered yet.");
    });
    key.classList.remove("busy");
  }

  isOwnLink(url) {
    return url.split("?")[0].toLowerCase() === `https://t.me/${this.bot.username}`.toLowerCase();
  }

  // A link that stands in a text: it carries what `/start` is to say, as Telegram's clients do.
  async follow(url) {
    const code = new URL(url).searchParams.get("start");
    if (code) await this.write({ text: `/start ${code}` }, this.person.id);
    this.turn(this.person.id);
  }

  opened(url, update) {
    if (update || this.isOwnLink(url)) this.turn(this.person.id);
    else this.tell(`Opens ${url}`);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.tell(`Copied: ${text}`);
    } catch {
      this.tell(`To copy: ${text}`);
    }
  }

  addKith() {
    return this.attempt(() => ask(`/groups/${this.open}/join`, { person: this.bot.id, by: this.person.id }));
  }

  block() {
    return this.attempt(() => ask(`/people/${this.person.id}/block`, {}));
  }

  async attempt(act) {
    let done = true;
    this.untell(); // what was said before is over
    try {
      await act();
    } catch (error) {
      done = false;
      this.tell(error.message);
    }
    await this.refresh();
    return done;
  }

  tell(text, alert = false) {
    if (alert) return this.veil(text);
    const toast = $(".toast", this.root);
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.untold);
    this.untold = setTimeout(() => this.untell(), Math.max(4000, text.length * 70));
  }

  untell() {
    $(".toast", this.root).hidden = true;
  }

  veil(text) {
    this.before = document.activeElement.dataset.key;
    $(".alert p", this.root).textContent = text;
    $(".alert", this.root).setAttribute("aria-label", text);
    $(".veil", this.root).hidden = false;
    $(".veil button", this.root).focus();
  }

  unveil() {
    $(".veil", this.root).hidden = true;
    const key = this.before && $(`[data-key="${CSS.escape(this.before)}"]`, this.list);
    (key || this.list).focus();
  }

  escape() {
    if (!$(".veil", this.root).hidden) this.unveil();
    else if (!$(".menu", this.root).hidden) {
      this.unfold(false);
      $(".slash", this.root).focus();
    } else this.untell();
  }
}
