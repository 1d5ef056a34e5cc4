"""The check-ins of the next seven days, as they will be (A7).

Belongs here: which ones, with which question. May not enter: leaving one out (`changes/days`).
"""

import secrets
from dataclasses import dataclass
from datetime import date

from domain.checkins import QUESTION
from domain.prompts import SERIES, another, dealt, next_card, of_source, own_key
from domain.weeks import ahead
from handlers.checkins.posts import words_of
from storage import checkins, holds
from storage.checkins import CheckinRow, ScheduleRow
from storage.engine import Transaction
from storage.groups import Group

_RNG = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Planned:
    """One that is planned: of which schedule, on which local date, at which instant.

    `is_out`: a steward leaves it out; `is_held`: a hold does (F9). `prompt`: the key of its
    question, None where there is none, or where it is drawn when its time comes.
    """

    row: ScheduleRow
    day: date
    at: int
    is_out: bool
    is_held: bool
    prompt: str | None = None

    @property
    def comes(self) -> bool:
        """Whether it will be posted."""
        return not self.is_out and not self.is_held

    @property
    def is_drawn(self) -> bool:
        """Whether its question is drawn from among others."""
        return self.row.kind == QUESTION and self.row.prompts not in SERIES


async def coming(tx: Transaction, group: Group, now: int) -> list[Planned]:
    """What comes in seven days, in order; nothing is kept."""
    found = await _dates(tx, group, now)
    keys, _ = await _dealt(tx, group, found)
    return [await _with_prompt(tx, each, found, keys) for each in found]


async def deal(tx: Transaction, group: Group, now: int) -> None:
    """Keep the order in which the questions will come, so that those that are shown do come."""
    _, order = await _dealt(tx, group, await _dates(tx, group, now))
    if order != await checkins.order_of(tx, group.id):
        await checkins.set_order(tx, group.id, order)


async def exchange(tx: Transaction, group: Group, row: ScheduleRow, key: str) -> None:
    """Let another question come instead of that one, which comes last."""
    order = await checkins.order_of(tx, group.id)
    if key in order:
        among = await _among(tx, group, row)
        await checkins.set_order(tx, group.id, another(order, key, among, _RNG))


async def words(tx: Transaction, planned: Planned) -> str | None:
    """The text of the post, as far as it is known by now."""
    row = planned.row
    if row.kind == QUESTION and planned.prompt is None:
        return None
    end, day = planned.at + row.window, planned.day.isoformat()
    prompt, mode = planned.prompt, row.mode
    checkin = CheckinRow(0, row.id, row.group_id, day, planned.at, end, False, prompt, mode)
    return await words_of(tx, row, checkin)


async def _dates(tx: Transaction, group: Group, now: int) -> list[Planned]:
    until = await holds.until(tx, group.id, now) or now
    found = [
        Planned(row, each.day, each.at, each.is_out, is_held=each.at < until)
        for row in await checkins.schedules_of(tx, group.id)
        if row.paused_reason is None
        for each in ahead(row.rule, now)
    ]
    return sorted(found, key=lambda each: (each.at, each.row.id))


async def _dealt(
    tx: Transaction, group: Group, found: list[Planned]
) -> tuple[dict[tuple[int, date], str | None], list[str]]:
    """The keys of the questions by schedule and date, and the order that brings them."""
    drawn = [each for each in found if each.comes and each.is_drawn]
    sources = [await _among(tx, group, each.row) for each in drawn]
    keys, order = dealt(await checkins.order_of(tx, group.id), sources, _RNG)
    named = [(each.row.id, each.day) for each in drawn]
    return dict(zip(named, keys, strict=True)), order


async def _among(tx: Transaction, group: Group, row: ScheduleRow) -> tuple[str, ...]:
    own = [own_key(each) for each in await checkins.kept_prompts(tx, group.id)]
    return of_source(row.prompts, own)


async def _with_prompt(
    tx: Transaction,
    planned: Planned,
    found: list[Planned],
    keys: dict[tuple[int, date], str | None],
) -> Planned:
    row, prompt = planned.row, keys.get((planned.row.id, planned.day))
    if row.kind == QUESTION and row.prompts in SERIES and planned.comes:
        before = [each for each in found if each.row.id == row.id and each.comes]
        done = await checkins.cards_met(tx, row.id, row.prompts) + before.index(planned)
        prompt = next_card(row.prompts, done)
    parts = (planned.row, planned.day, planned.at, planned.is_out, planned.is_held)
    return Planned(*parts, prompt)
