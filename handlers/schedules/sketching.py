"""The screens on which a steward puts a schedule together (C3): one question each, with a way back.

Belongs here: what a steward sees. May not enter: saving (`saving`). Each button carries the whole
sketch, so that going back, stopping, or two stewards at once can lose and half-save nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from babel import Locale
from telegram import InlineKeyboardButton

from domain import sketches
from domain.checkins import KINDS, MODES, QUESTION
from domain.prompts import SOURCES
from domain.refusals import ButtonGone
from domain.schedule import Schedule, coming, local_date
from domain.sketches import MONTHLY, ONCE, Sketch
from handlers import wording
from handlers.changes.checkins import as_sketch
from handlers.keyboards import LINK_LIFE, Keyboard
from handlers.notes import Screen
from handlers.schedules.screens import NEXT_SHOWN, own_keyboard, steward_group, steward_schedule
from handlers.step import Step
from storage import checkins
from storage.checkins import Quiet
from storage.groups import Group

HUB = "hub"
"""The screen that shows everything, with the next three dates; only from here it is saved."""


async def show_new(step: Step) -> None:
    """A new sketch, in the topic in which it was asked for."""
    group = await steward_group(step)
    topic = step.pressed.choice
    await show(step, group, sketches.new(group.zone, int(topic) if topic else None), HUB)


async def show_change(step: Step) -> None:
    """The sketch of a schedule as it is now."""
    row, group = await steward_schedule(step), await steward_group(step)
    await show(step, group, as_sketch(row), HUB)


async def show_page(step: Step) -> None:
    """The screen that the button names, with its sketch."""
    group = await steward_group(step)
    name, sketch = sketch_of(step.pressed.choice, group)
    await show(step, group, sketch, name)


async def show(step: Step, group: Group, sketch: Sketch, name: str) -> None:
    """One screen of a sketch."""
    quiet = await checkins.quiet_of(step.tx, group.id)
    page = Page(step, group, sketch, quiet, await own_keyboard(step, group.id))
    pages: dict[str, Callable[[], str]] = {
        "kind": page.kind,
        "prompts": page.prompts,
        "mode": page.mode,
        "repeat": page.repeat,
        "days": page.days,
        "time": page.time,
    }
    words = pages.get(name, page.hub)()
    step.show(Screen(words, await page.keyboard.save(step.tx)))


def sketch_of(choice: str | None, group: Group) -> tuple[str, Sketch]:
    """The name of a screen and the sketch that a button or a field carries. Raises ButtonGone."""
    name, _, line = (choice or "").partition("!")
    try:
        return name, sketches.read(line, group.zone)
    except ValueError:
        raise ButtonGone from None


@dataclass(frozen=True, slots=True)
class Page:
    """One screen being made; each question puts its buttons into `keyboard`."""

    step: Step
    group: Group
    sketch: Sketch
    quiet: Quiet
    keyboard: Keyboard

    def hub(self) -> str:
        """Everything that is chosen, the next three dates, and the way to save it."""
        which = "prompts" if self.sketch.kind == QUESTION else "mode"
        self.keyboard.row(*(self._go(f"button.sketch_{each}", each) for each in ("kind", which)))
        self.keyboard.row(
            *(self._go(f"button.sketch_{each}", each) for each in ("repeat", "days", "time"))
        )
        line = sketches.written(self.sketch)
        self.keyboard.row(self.keyboard.tap(self._text("button.save"), "sketches.save", None, line))
        self._leave()
        dates = [
            wording.moment(self.group.language, each.at, self.group.zone)
            for each in coming(self._rule(), self.step.now, NEXT_SHOWN)
        ]
        if not dates:
            return self._text("sketch.no_date")
        return self._text("sketch.hub", what=self._what(), how=self._how(), dates="\n".join(dates))

    def kind(self) -> str:
        """A question, or the weather."""
        for kind in KINDS:
            self._choose(self._text(f"kind.{kind}"), replace(self.sketch, kind=kind))
        self._back()
        return self._text("sketch.kind")

    def prompts(self) -> str:
        """Where the questions come from."""
        for source in SOURCES:
            self._choose(self._text(f"source.{source}"), replace(self.sketch, prompts=source))
        self._back()
        return self._text("sketch.prompts")

    def mode(self) -> str:
        """Who sees what is tapped (C10)."""
        for mode in MODES:
            self._choose(self._text(f"mode.{mode}"), replace(self.sketch, mode=mode))
        self._back()
        return self._text("sketch.mode")

    def repeat(self) -> str:
        """How often."""
        today = local_date(self.step.now, self.group.zone)
        for repeat in (*map(str, sketches.EVERY), MONTHLY, ONCE):
            after = sketches.repeating(self.sketch, repeat, today)
            self._choose(self._text(f"repeat.{repeat}"), after)
        self._back()
        return self._text("sketch.repeat")

    def days(self) -> str:
        """On which weekdays, on which day of the month, or on which date."""
        rule = self.sketch.rule
        if rule.once_on is not None:
            return self._date()
        if rule.month_day is not None:
            self._grid(7, [(str(day), replace(rule, month_day=day)) for day in range(1, 32)])
            self._back()
            return self._text("sketch.month_day")
        names = Locale.parse(self.group.language).days["stand-alone"]["abbreviated"]
        taps = [
            self._turn(
                f"✓ {names[day]}" if day in rule.weekdays else names[day],
                "days",
                sketches.with_weekday(self.sketch, day),
            )
            for day in range(7)
        ]
        self.keyboard.row(*taps[:4])
        self.keyboard.row(*taps[4:])
        self.keyboard.row(self._turn(self._text("button.these_days"), HUB, self.sketch))
        return self._text("sketch.weekdays")

    def _date(self) -> str:
        today, rule = local_date(self.step.now, self.group.zone), self.sketch.rule
        ahead = [today + timedelta(days=days) for days in range(1, sketches.AHEAD + 1)]
        say = self.group.language
        named = [(wording.short_date(say, day), replace(rule, once_on=day)) for day in ahead]
        self._grid(3, named)
        self._field("button.other_date", "sketches.date")
        self._back()
        return self._text("sketch.date")

    def time(self) -> str:
        """At what time of day."""
        rule = self.sketch.rule
        hours = [(f"{hour:02}:{rule.minute % 60:02}", hour) for hour in sketches.HOURS]
        self._grid(
            5, [(text, replace(rule, minute=hour * 60 + rule.minute % 60)) for text, hour in hours]
        )
        of_hour = rule.minute // 60 * 60
        self._grid(
            4,
            [
                (f"{rule.minute // 60:02}:{minute:02}", replace(rule, minute=of_hour + minute))
                for minute in sketches.MINUTES
            ],
        )
        self._field("button.other_time", "sketches.time")
        self._back()
        clock = wording.clock_time(self.group.language, self.step.now, self.group.zone)
        return self._text("sketch.time", time=clock, zone=self.group.zone)

    def _rule(self) -> Schedule:
        return replace(self.sketch.rule, away=self.quiet.away, quiet=self.quiet.hours)

    def _what(self) -> str:
        kind = self._text(f"kind.{self.sketch.kind}")
        if self.sketch.kind == QUESTION:
            return f"{kind}: {self._text(f'source.{self.sketch.prompts}')}"
        return f"{kind}: {self._text(f'mode.{self.sketch.mode}')}"

    def _how(self) -> str:
        rule = self.sketch.rule
        if rule.once_on is not None:
            return self._text("repeat.once")
        if rule.month_day is not None:
            return self._text("repeat.month")
        return self._text(f"repeat.{rule.every}")

    def _text(self, key: str, **values: object) -> str:
        return wording.text(self.group.language, key, **values)

    def _turn(self, label: str, name: str, sketch: Sketch) -> InlineKeyboardButton:
        line = f"{name}!{sketches.written(sketch)}"
        return self.keyboard.tap(label, "sketches.page", sketch.schedule_id, line)

    def _go(self, key: str, name: str) -> InlineKeyboardButton:
        return self._turn(self._text(key), name, self.sketch)

    def _choose(self, label: str, after: Sketch) -> None:
        mark = "✓ " if after == self.sketch else ""
        self.keyboard.row(self._turn(f"{mark}{label}", HUB, after))

    def _grid(self, width: int, choices: Sequence[tuple[str, Schedule]]) -> None:
        taps = [self._turn(label, HUB, replace(self.sketch, rule=rule)) for label, rule in choices]
        for start in range(0, len(taps), width):
            self.keyboard.row(*taps[start : start + width])

    def _field(self, key: str, action: str) -> None:
        """A link to a field in the private chat, in which something else can be typed."""
        link = self.keyboard.link(
            self._text(key),
            self.step.username,
            action,
            object_id=self.group.id,
            choice=f"{HUB}!{sketches.written(self.sketch)}",
            expires_at=self.step.now + LINK_LIFE,
        )
        self.keyboard.row(link)

    def _back(self) -> None:
        self.keyboard.row(self._go("button.back", HUB))

    def _leave(self) -> None:
        """Back to where the sketch was begun; nothing of it is kept."""
        label, whole = self._text("button.back"), self.sketch.schedule_id
        if whole is None:
            self.keyboard.row(self.keyboard.tap(label, "schedules.list", self.group.id))
        else:
            self.keyboard.row(self.keyboard.tap(label, "schedules.one", whole))
