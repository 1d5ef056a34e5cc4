"""I7: nobody is shown more of a member than P5 allows at that step.

Belongs here: an independent account of who may see whose first name, and the scan of every outgoing
payload against it. May not enter: Kith's own parts, but for how a name looks. The account is made
in the order of the ledger, from what people tapped and on which labels.

A first name that Kith writes stands in Unicode isolates, so it is found wherever it is. It may
stand in a payload for a person when its owner tapped "I could" on a line of that person, or when
both are among those who said yes on one line, or when the owner wrote to that person as a steward,
or when both have joined a round, for two others at most; of a late one, the two who take them in
hear after both have said so.
Stewards are known to their group: who was one when Kith asked Telegram. A post for the whole group
holds no name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.people import shown_name
from sandbox.messages import Tap
from sandbox.population import Group
from sandbox.world import World

ISOLATE, POP = "\u2068", "\u2069"
COULD, YES, TO_STEWARD = "I could", "Yes", "Write to "
JOIN, LATE, LEAVE, WELCOME = "Join this round", "I come late", "Leave this round", "They can join"
ASKED = "Your line goes to the group now"
TWO = "with two others"

Json = Mapping[str, Any]


@dataclass
class Button:
    """A label, the message it was on, and whom the text there named."""

    label: str
    message: tuple[int, int]
    named: frozenset[str]


@dataclass
class Line:
    """A line of the group: who asked, for how many, who could, whom the asker chose."""

    asker: int
    size: int
    chosen: set[int] = field(default_factory=set)


@dataclass
class Account:
    """Who may see whose name.

    `ids`: by name as it is shown; `titles`: of groups; `asking`: whose line comes next; `joined`:
    who is in a round, `late`: of them those who came late; `company`: whom a round gave whom;
    `welcomed`: who of a two has said that a late one can join.
    """

    ids: Mapping[str, int]
    stewards: set[int] = field(default_factory=set)
    buttons: dict[str, Button] = field(default_factory=dict)
    lines: dict[tuple[int, int], Line] = field(default_factory=dict)
    asking: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    joined: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    welcomed: set[int] = field(default_factory=set)
    company: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    seen: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def tapped(self, who: int, data: str) -> None:
        """Let a tap allow what it allows."""
        button = self.buttons.get(data)
        if button is None:
            return
        if button.label == COULD:
            known = [self.lines[button.message]] if button.message in self.lines else None
            for line in known or self.lines.values():
                self.seen[line.asker].add(who)
        elif button.label == YES:
            self._chosen(who, button)
        elif button.label in {JOIN, LATE, LEAVE, WELCOME}:
            self._in_a_round(who, button.label)
        elif button.label.startswith(TO_STEWARD):
            for name in names(button.label):
                self.seen[self.ids[name]].add(who)

    def _in_a_round(self, who: int, label: str) -> None:
        if label == WELCOME:
            self.welcomed.add(who)
            return
        self.seen[who] |= self.company.pop(who, set())
        for each in (self.joined, self.late, self.welcomed):
            each.discard(who)
        if label != LEAVE:
            self.joined.add(who)
        if label == LATE:
            self.late.add(who)

    def _brought_together(self, reader: int, owner: int) -> bool:
        """Whether a round can have given them each other; from then on it has."""
        together = {reader, owner, *self.company[reader], *self.company[owner]}
        first = together - self.late
        if not together <= self.joined or len(together) > 3:
            return False
        if len(together) > 2 and len(first) == 2 and not first <= self.welcomed:
            return False
        self.company |= {each: together - {each} for each in together}
        return True

    def _chosen(self, who: int, button: Button) -> None:
        for line in self.lines.values():
            if line.asker == who:
                line.chosen |= {self.ids[name] for name in button.named}
                together = {who, *line.chosen}
                if len(line.chosen) >= line.size:
                    for each in together:
                        self.seen[each] |= together

    def sent(self, params: Json, answer: Json | None) -> Iterator[str]:
        """Take a payload in; answers what stands in it that may not."""
        reader = reader_of(params)
        text = str(params.get("text", params.get("caption", "")))
        for name in names(text + str(params.get("reply_markup") or "")):
            owner = self.ids.get(name)
            if name in self.titles and owner is None:
                continue
            if owner is None or not self._may(reader, owner):
                yield f"{name} is shown to {reader}: {text!r}"
        if text.startswith(ASKED) and reader is not None:
            self.asking.append(reader)
        self._learn(params, text, answer)

    def _may(self, reader: int | None, owner: int) -> bool:
        if reader is None:
            return False
        known = owner in self.stewards or owner in self.seen[reader]
        return known or self._brought_together(reader, owner)

    def _learn(self, params: Json, text: str, answer: Json | None) -> None:
        result = (answer or {}).get("result")
        number = result.get("message_id", 0) if isinstance(result, Mapping) else 0
        message = (int(params.get("chat_id", 0)), int(params.get("message_id", number)))
        for button in buttons(params):
            shown = Button(button["text"], message, frozenset(names(text)))
            self.buttons[button["callback_data"]] = shown
            if shown.label == COULD and reader_of(params) is None and number and self.asking:
                self.lines[message] = Line(self.asking.pop(0), 2 if TWO in text else 1)


def names(text: str) -> list[str]:
    """The first names in a text."""
    return [part.partition(POP)[0] for part in text.split(ISOLATE)[1:]]


def buttons(params: Json) -> list[Json]:
    """The buttons of a payload that act."""
    markup = params.get("reply_markup") or {}
    rows = markup.get("inline_keyboard", []) if isinstance(markup, Mapping) else []
    return [button for row in rows for button in row if "callback_data" in button]


def reader_of(params: Json) -> int | None:
    """Who alone sees a payload; None: the whole group."""
    special = params.get("ephemeral_message_parameters") or {}
    receiver = params.get("receiver_user_id", special.get("receiver_user_id"))
    chat = int(params.get("chat_id", 0))
    return int(receiver) if receiver is not None else chat if chat > 0 else None


def shown_too_much(world: World, calls: Iterable[Json], asking: Iterable[int] = ()) -> list[str]:
    """What was shown of somebody before its step, in the order of the ledger.

    `asking`: who asked for the lines that come, where no tap tells.
    """
    ids = {names(shown_name(each.first_name))[0]: each.id for each in world.people.values()}
    groups = [each for each in world.chats.values() if isinstance(each, Group)]
    titles = {names(shown_name(each.title))[0] for each in groups}
    account = Account(ids, asking=list(asking), titles=titles)
    taps: dict[int, Tap] = {tap.update_id: tap for tap in world.taps.values() if tap.update_id}
    found: list[str] = []
    for call in calls:
        if call["method"] == "getUpdates":
            for update in (call["answer"] or {}).get("result", []):
                if (tap := taps.get(update["update_id"])) is not None:
                    account.tapped(tap.person.id, tap.data)
        elif call["method"] == "getChatAdministrators":
            admins = (call["answer"] or {}).get("result") or []
            account.stewards |= {each["user"]["id"] for each in admins}
        else:
            found += account.sent(call["params"], call["answer"])
    return found
