"""The screens on which a schedule is put together (C3): one question each, with a way back.

Belongs here: what is seen, whether a steward does it for a group or a member for themselves. May
not enter: saving. Each button carries the whole sketch, so that going back, stopping, or two at
once can lose and half-save nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import InlineKeyboardButton

from domain import sketches
from domain.checkins import KINDS, MODES, QUESTION
from domain.refusals import ButtonGone
from domain.schedule import Occurrence, Schedule, local_date
from domain.sketches import MONTHLY, ONCE, Sketch
from handlers import wording
from handlers.keyboards import Keyboard

HUB = "hub"
"""The screen that shows everything, with the next three dates; only from here it is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whom a schedule is for, and where its buttons lead.

    `coming`: the first dates of a rule, as they would be for them. `sources`: where their questions
    can come from. `modes`: who sees what can be chosen. `page`, `save`: actions of the buttons.
    `typed`: the button of that label to a field, by its action and the line it carries. `leave`:
    the way back to where the sketch was begun.
    """

    language: str
    zone: str
    now: int
    coming: Callable[[Schedule], list[Occurrence]]
    sources: Sequence[str]
    modes: bool
    page: str
    save: str
    typed: Callable[[str, str, str], InlineKeyboardButton]
    leave: InlineKeyboardButton


def read(choice: str | None, zone: str) -> tuple[str, Sketch]:
    """The name of a screen and the sketch that a button or a field carries. Raises ButtonGone."""
    name, _, line = (choice or "").partition("!")
    try:
        return name, sketches.read(line, zone)
    except ValueError:
        raise ButtonGone from None


def with_typed(action: str, line: str, sketch: Sketch, now: int) -> Sketch:
    """The sketch with a date or a time that was typed. Raises TimeUnfit, DatePast, DateTooFar."""
    rule = sketch.rule
    if action.endswith(".date"):
        return replace(
            sketch, rule=replace(rule, once_on=sketches.date_ahead(line, now, rule.zone))
        )
    return replace(sketch, rule=replace(rule, minute=sketches.minute_of(line)))


@dataclass(frozen=True, slots=True)
class Page:
    """One screen being made; each question puts its buttons into `keyboard`."""

    whose: Whose
    sketch: Sketch
    keyboard: Keyboard

    def words(self, name: str) -> str:
        """Put the buttons of the screen with that name, and answer its text."""
        pages: dict[str, Callable[[], str]] = {
            "kind": self._kind,
            "prompts": self._prompts,
            "mode": self._mode,
            "repeat": self._repeat,
            "days": self._days,
            "time": self._time,
        }
        return pages.get(name, self._hub)()

    def _hub(self) -> str:
        """Everything that is chosen, the next three dates, and the way to save it."""
        self.keyboard.row(*self._what_taps())
        self.keyboard.row(
            *(self._go(f"button.sketch_{each}", each) for each in ("repeat", "days", "time"))
        )
        line = sketches.written(self.sketch)
        self.keyboard.row(self.keyboard.tap(self._text("button.save"), self.whose.save, None, line))
        self.keyboard.row(self.whose.leave)
        dates = [
            wording.moment(self.whose.language, each.at, self.whose.zone)
            for each in self.whose.coming(self.sketch.rule)
        ]
        if not dates:
            return self._text("sketch.no_date")
        return self._text("sketch.hub", what=self._what(), how=self._how(), dates="\n".join(dates))

    def _what_taps(self) -> list[InlineKeyboardButton]:
        taps = [self._go("button.sketch_kind", "kind")]
        if self.sketch.kind == QUESTION:
            taps.append(self._go("button.sketch_prompts", "prompts"))
        elif self.whose.modes:
            taps.append(self._go("button.sketch_mode", "mode"))
        return taps

    def _kind(self) -> str:
        """A question, or the weather."""
        for kind in KINDS:
            self._choose(self._text(f"kind.{kind}"), replace(self.sketch, kind=kind))
        self._back()
        return self._text("sketch.kind")

    def _prompts(self) -> str:
        """Where the questions come from."""
        for source in self.whose.sources:
            self._choose(self._text(f"source.{source}"), replace(self.sketch, prompts=source))
        self._back()
        return self._text("sketch.prompts")

    def _mode(self) -> str:
        """Who sees what is tapped (C10)."""
        for mode in MODES:
            self._choose(self._text(f"mode.{mode}"), replace(self.sketch, mode=mode))
        self._back()
        return self._text("sketch.mode")

    def _repeat(self) -> str:
        """How often."""
        today = local_date(self.whose.now, self.whose.zone)
        for repeat in (*map(str, sketches.EVERY), MONTHLY, ONCE):
            after = sketches.repeating(self.sketch, repeat, today)
            self._choose(self._text(f"repeat.{repeat}"), after)
        self._back()
        return self._text("sketch.repeat")

    def _days(self) -> str:
        """On which weekdays, on which day of the month, or on which date."""
        rule = self.sketch.rule
        if rule.once_on is not None:
            return self._date()
        if rule.month_day is not None:
            self._grid(7, [(str(day), replace(rule, month_day=day)) for day in range(1, 32)])
            self._back()
            return self._text("sketch.month_day")
        names = wording.weekdays(self.whose.language)
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
        today, rule = local_date(self.whose.now, self.whose.zone), self.sketch.rule
        ahead = [today + timedelta(days=days) for days in range(1, sketches.AHEAD + 1)]
        say = self.whose.language
        named = [(wording.short_date(say, day), replace(rule, once_on=day)) for day in ahead]
        self._grid(3, named)
        self._field("button.other_date", "date")
        self._back()
        return self._text("sketch.date")

    def _time(self) -> str:
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
        self._field("button.other_time", "time")
        self._back()
        clock = wording.clock_time(self.whose.language, self.whose.now, self.whose.zone)
        return self._text("sketch.time", time=clock, zone=self.whose.zone)

    def _what(self) -> str:
        kind = self._text(f"kind.{self.sketch.kind}")
        if self.sketch.kind == QUESTION:
            return f"{kind}: {self._text(f'source.{self.sketch.prompts}')}"
        return f"{kind}: {self._text(f'mode.{self.sketch.mode}')}" if self.whose.modes else kind

    def _how(self) -> str:
        rule = self.sketch.rule
        if rule.once_on is not None:
            return self._text("repeat.once")
        if rule.month_day is not None:
            return self._text("repeat.month")
        return self._text(f"repeat.{rule.every}")

    def _text(self, key: str, **values: object) -> str:
        return wording.text(self.whose.language, key, **values)

    def _turn(self, label: str, name: str, sketch: Sketch) -> InlineKeyboardButton:
        line = f"{name}!{sketches.written(sketch)}"
        return self.keyboard.tap(label, self.whose.page, sketch.schedule_id, line)

    def _go(self, key: str, name: str) -> InlineKeyboardButton:
        return self._turn(self._text(key), name, self.sketch)

    def _choose(self, label: str, after: Sketch) -> None:
        mark = "✓ " if after == self.sketch else ""
        self.keyboard.row(self._turn(f"{mark}{label}", HUB, after))

    def _grid(self, width: int, choices: Sequence[tuple[str, Schedule]]) -> None:
        taps = [self._turn(label, HUB, replace(self.sketch, rule=rule)) for label, rule in choices]
        for start in range(0, len(taps), width):
            self.keyboard.row(*taps[start : start + width])

    def _field(self, key: str, name: str) -> None:
        """The way to a field in the private chat, in which something else can be typed."""
        line = f"{HUB}!{sketches.written(self.sketch)}"
        action = f"{self.whose.page.rpartition('.')[0]}.{name}"
        self.keyboard.row(self.whose.typed(self._text(key), action, line))

    def _back(self) -> None:
        self.keyboard.row(self._go("button.back", HUB))
