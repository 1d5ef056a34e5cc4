"""How many statements a call takes: each costs about a millisecond on SQLite (design: the turn)."""

import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from domain.delivery import Lane
from storage import buttons, checkins, fields, groups, outbox, people, updates
from storage.buttons import Button
from storage.engine import Database, Transaction
from storage.fields import Field
from tests.integration.conftest import HOUR, NOON, Circle

Call = Callable[[Transaction, Circle], Awaitable[object]]
TOKENS = [secrets.token_bytes(16) for _ in range(100)]
BUTTONS = [Button(token, "x", None, None, None, None, NOON) for token in TOKENS]


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that are sent to a database inside the block."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


CALLS: dict[str, tuple[int, Call]] = {
    "find a person": (1, lambda tx, _: people.find(tx, 501)),
    "remember a person again": (1, lambda tx, _: people.remember(tx, 501)),
    "remember a new person": (2, lambda tx, _: people.remember(tx, 777)),
    "see a member": (1, lambda tx, circle: people.seen(tx, circle.group, circle.ana, NOON)),
    "find a group": (1, lambda tx, _: groups.by_chat(tx, -1001)),
    "find due schedules": (1, lambda tx, _: checkins.due(tx, NOON, 100)),
    "open a check-in": (1, lambda tx, c: checkins.open_checkin(tx, c.schedule, "x", NOON, NOON)),
    "find a check-in": (1, lambda tx, circle: checkins.checkin(tx, circle.checkin)),
    "see 100 members": (1, lambda tx, c: people.seen_all(tx, [(c.group, c.ana)] * 100, NOON)),
    "find 100 people": (1, lambda tx, _: people.find_all(tx, range(100))),
    "record 100 answers": (
        2,
        lambda tx, c: checkins.record(tx, [(c.checkin, c.ana_member, "fog")] * 100),
    ),
    "find check-ins to close": (1, lambda tx, _: checkins.closing(tx, NOON + HOUR, 10)),
    "close check-ins": (2, lambda tx, circle: checkins.close(tx, [circle.checkin])),
    "ask for a post": (
        1,
        lambda tx, circle: outbox.ask(
            tx, outbox.Wanted("x", 1, circle.group, Lane.POSTS, NOON, NOON)
        ),
    ),
    "look at what waits": (1, lambda tx, _: outbox.waiting(tx, NOON, 100)),
    "claim a post": (1, lambda tx, _: outbox.claim(tx, 1, NOON)),
    "add 100 buttons": (1, lambda tx, _: buttons.add(tx, BUTTONS)),
    "find 100 buttons": (1, lambda tx, _: buttons.find(tx, TOKENS)),
    "open a field": (1, lambda tx, c: fields.open(tx, Field(c.ana, None, "x", None, None, NOON))),
    "find 100 fields": (1, lambda tx, _: fields.find(tx, range(100), NOON)),
    "note 100 updates": (1, lambda tx, _: updates.fresh(tx, range(100), NOON)),
}


@pytest.mark.parametrize("name", CALLS)
async def test_a_call_takes_few_statements(database: Database, circle: Circle, name: str) -> None:
    most, call = CALLS[name]
    async with database.transaction() as tx:
        with statements() as sent:
            await call(tx, circle)
    assert len(sent) == most, sent
