// The drawer with the raw calls: all that passes between the sandbox and the bot.

import { $, ask, bring, make, time } from "/ask.js";

export function listenToWire(refresh) {
  const open = (wanted) => {
    $("#wire").hidden = !wanted;
    $("#show-wire").setAttribute("aria-expanded", String(wanted));
    (wanted ? $("#hide-wire") : $("#show-wire")).focus();
    return refresh();
  };
  $("#show-wire").addEventListener("click", () => open($("#wire").hidden));
  $("#hide-wire").addEventListener("click", () => open(false));
  $("#wire").addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
  });
}

export async function showWire() {
  if ($("#wire").hidden) return;
  const { first, calls, updates } = await ask("/wire");
  const asked = calls.map((each, index) => ({ key: `c${first + index}`, mark: "", build: () => call(each) }));
  const told = updates.map((each) => ({ key: `u${each.update_id}`, mark: "", build: () => update(each) }));
  bring($("#calls"), asked.reverse());
  bring($("#updates"), told.reverse());
}

function call({ method, params, answer }) {
  const ok = answer?.ok;
  const state = ok ? "ok" : answer ? String(answer.error_code) : "no answer";
  return row(method, state, params.text ?? "", { params, answer }, ok);
}

function update(each) {
  const kind = Object.keys(each).find((key) => !["update_id", "at"].includes(key));
  const { at, ...body } = each;
  return row(kind, time(at), each[kind].text ?? each[kind].data ?? "", body, true);
}

function row(name, state, gist, whole, ok) {
  const item = make("li", "");
  const details = make("details", "");
  const summary = make("summary", "");
  summary.append(make("code", name), make("span", state, { className: ok ? "state" : "state bad" }));
  summary.append(make("span", gist, { className: "gist" }));
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1)
      details.append(make("pre", JSON.stringify(whole, null, 2), { tabIndex: 0 }));
  });
  item.append(details);
  return item;
}
