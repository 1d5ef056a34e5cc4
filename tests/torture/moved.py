"""What must hold of a group that became a supergroup: it loses nothing, hears nothing twice (I19).

Belongs here: holding the ledger, the rows and the answers against each other. May not enter: how
the group lived.
"""

from collections import Counter
from typing import Any

from sqlalchemy import select

from storage import groups, people
from storage.schema import answers, comings, group_aliases, metadata, outbox
from storage.schema import groups as groups_table
from tests.e2e.scene import Person, Scene
from tests.torture.moving import Moving

ONCE = (
    "the weather with you",
    "Who comes is seen by nobody here",
    "Nobody who could change my settings",
    "I am an admin of this group now",
)
"""What is posted on that morning, by some of its words."""
KEPT = (
    "schedules",
    "members",
    "agreements",
    "agreement_yes",
    "pair_settings",
    "pair_standing",
    "pairs",
    "pair_seats",
    "pair_ties",
    "gatherings",
)
"""Tables in which nothing may be different after a move."""
Rows = dict[tuple[object, ...], dict[str, Any]]
PASSING = {"seen_at", "next_at", "chat_id"}
SHOWING = ("send", "edit")
TROUBLE = "Something went wrong"


async def rows(scene: Scene) -> Rows:
    """What is kept of everybody, but for what time alone changes; by table and key."""
    found = {}
    async with scene.kith.database.transaction() as tx:
        for name in KEPT:
            table = metadata.tables[name]
            keys = [column.name for column in table.primary_key]
            for row in (await tx.execute(select(table))).mappings():
                kept = {key: value for key, value in row.items() if key not in PASSING}
                found[name, *(row[key] for key in keys)] = kept
    return found


async def wrong(moving: Moving, before: Rows) -> list[str]:
    """What does not hold, in words."""
    after = await rows(moving.scene)
    lost = {str(key[0]) for key in before if before[key] != after.get(key)}
    return [
        *moving.refused,
        *(f"{name} changed" for name in lost),
        *_posts(moving),
        *_edits(moving),
        *await _stored(moving),
    ]


def mornings(moving: Moving) -> list[str]:
    """The next day's check-in came once, to where the group is now."""
    chats = [each["chat"] for each in _delivered(moving) if ONCE[0] in each["text"]]
    odd = [] if len(chats) == 2 and chats[1] == moving.new else [f"the next day: {len(chats)}"]
    return [*odd, *_edits(moving)]


def _delivered(moving: Moving) -> list[dict[str, Any]]:
    chats = {moving.old, moving.new}
    delivered = moving.scene.sandbox.ledger.delivered
    return [each for each in delivered if each["chat"] in chats and "message_id" in each]


def _posts(moving: Moving) -> list[str]:
    """Each post stands once; nothing else does."""
    counts = Counter[str]()
    for each in _delivered(moving):
        known = [words for words in ONCE if words in each["text"]]
        counts[known[0] if known else each["text"]] += 1
    odd = [words for words in counts if words not in ONCE]
    odd += [words for words in ONCE if counts[words] != 1]
    return [f"{words!r}: {counts[words]} times" for words in odd]


def _edits(moving: Moving) -> list[str]:
    """What is changed is the message that it is about."""
    first = {(each["chat"], each["message_id"]): each["text"] for each in _delivered(moving)}
    found = []
    for call in moving.scene.sandbox.ledger.calls:
        params = call["params"]
        if call["method"] == "editMessageText" and params.get("chat_id") == moving.new:
            changed = first.get((params["chat_id"], params["message_id"]), "nothing")
            if ONCE[0] not in changed:
                found.append(f"an edit hits {changed!r}")
    return found


async def _stored(moving: Moving) -> list[str]:
    """One group with both ids; every post was sent; every tap is kept."""
    found = []
    async with moving.scene.kith.database.transaction() as tx:
        ids = [moving.old, moving.new]
        chats = select(groups_table.c.chat_id).where(groups_table.c.chat_id.in_(ids))
        if list((await tx.execute(chats)).scalars()) != [moving.new]:
            found.append("not one group")
        alias = select(group_aliases.c.group_id).where(group_aliases.c.chat_id == moving.old)
        if list((await tx.execute(alias)).scalars()) != [moving.group_id]:
            found.append("no alias")
        query = select(outbox.c.kind, outbox.c.state).where(outbox.c.group_id == moving.group_id)
        query = query.where(outbox.c.person_id.is_(None), outbox.c.due_at <= int(_now(moving)))
        states = (await tx.execute(query)).all()
        found += [f"{kind} is {state}" for kind, state in states if state not in _fates(kind)]
        here = {each: await people.find(tx, each) for each in moving.words}
        for who, word in moving.words.items():
            person = here[who]
            member = person and await people.member_of(tx, moving.group_id, person.id)
            kept = select(answers.c.word).where(answers.c.member_id == (member or [0])[0])
            if (await tx.execute(kept)).scalars().all() != [word]:
                found.append(f"{word} is not kept")
        group = await groups.get(tx, moving.group_id)
        if group is None or group.suspended_at is not None:
            found.append("the group is not at home")
        coming = (await tx.execute(select(comings.c.member_id))).scalars().all()
        if moving.came and not coming:
            found.append("who comes is not kept")
    return found


def _worked(call: dict[str, Any]) -> bool:
    return bool((call["answer"] or {}).get("ok"))


def _now(moving: Moving) -> float:
    return moving.scene.sandbox.clock.now()


def _fates(kind: str) -> set[str]:
    """An edit of a message that stayed behind has no reason any more."""
    return {"sent", "cancelled"} if kind == "checkin_names" else {"sent"}


async def silent(moving: Moving, who: Person) -> list[str]:
    """Buttons of the posts that neither act nor say why not, pressed by one of the group."""
    found = []
    for _ in range(3):
        # One's own screen is another one after each tap.
        there = [
            (chat, message, each["label"])
            for chat in moving.chats
            for message in await who.looks(chat)
            for row in message["buttons"]
            for each in row
        ]
        chat, message, label = moving.rng.choice(there)
        before = len(moving.scene.sandbox.ledger.calls)
        told = await _pressed(moving, who, chat, message, label)
        calls = moving.scene.sandbox.ledger.calls[before:]
        shown = [call for call in calls if call["method"].startswith(SHOWING) and _worked(call)]
        if TROUBLE in (told["text"] or "") or not (told["text"] or told["url"] or shown):
            found.append(f"{label}: {told['text']!r}")
    return found


async def _pressed(
    moving: Moving, who: Person, chat: int, message: dict[str, Any], label: str
) -> dict[str, Any]:
    identity = {key: message[key] for key in message if key.endswith("message_id")}
    told = await moving.scene.post(
        "press", **{"from": who.id, "chat": chat}, **identity, label=label
    )
    await moving.scene.settled()
    return {"text": told.get("text"), "url": told.get("url")}
