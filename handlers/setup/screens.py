"""The screens of set-up: one question each, edited in place, with a way back.

Belongs here: what a steward sees. May not enter: what a tap changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from domain.schedule import occurrences
from domain.setup import FINER, HOURS, SUGGESTED, Draft
from domain.trials import TALK_TIME
from handlers import wording, zones
from handlers.keyboards import LINK_LIFE, SCREEN_LIFE, Keyboard
from handlers.language import spoken_to
from handlers.notes import Screen
from handlers.setup import draft_of, home
from handlers.step import Step
from storage.groups import Group

CITIES = 21
"""Cities on one page: seven rows of three."""
NEXT_SHOWN = 3
"""Dates that are shown before anything is proposed (C3)."""


async def show_next(step: Step) -> None:
    """The first question that is not answered yet, or everything once more."""
    _, draft = await draft_of(step, await home(step))
    await _show(step, draft.next_step)


async def show_page(step: Step) -> None:
    """The question, or the page of cities, that the button names; it changes nothing."""
    await _show(step, step.pressed.choice or "zone")


async def show_days(step: Step) -> None:
    """The weekdays, chosen ones marked."""
    await _show(step, "days")


async def show_door(step: Step) -> None:
    """/setup in private: which way it goes, since Kith does not know who is in which group."""
    step.show(Screen(wording.text(await spoken_to(step), "setup.door")))


async def show_proposed(step: Step) -> None:
    """The proposal stands in the group; the screen has done its work."""
    step.show(Screen(wording.text(await spoken_to(step), "setup.proposed")))


async def show_dropped(step: Step) -> None:
    """Nothing is kept."""
    step.show(Screen(wording.text(await spoken_to(step), "setup.dropped")))


async def _show(step: Step, name: str) -> None:
    group = await home(step)
    person_id, draft = await draft_of(step, group)
    page = Page(group, draft, Keyboard(group.id, person_id, step.now + SCREEN_LIFE), step.now)
    words = page.question(name)
    page.leave(step)
    step.show(Screen(words, await page.keyboard.save(step.tx)))


@dataclass(frozen=True, slots=True)
class Page:
    """One screen being made; each question puts its buttons into `keyboard`."""

    group: Group
    draft: Draft
    keyboard: Keyboard
    now: int

    def question(self, name: str) -> str:
        """The words of a question, by the name of its step or by `region:page`."""
        if ":" in name:
            return self._city(*name.split(":"))
        questions: dict[str, Callable[[], str]] = {
            "kind": self._kind,
            "days": self._days,
            "time": self._time,
            "review": self._review,
        }
        unready = self.draft.zone is None or (name == "review" and self.draft.next_step != name)
        return self._zone() if unready else questions.get(name, self._zone)()

    def leave(self, step: Step) -> None:
        """The ways out that every screen has: forget it, or go on in private."""
        out = [self._tap("button.drop", "setup.drop")]
        if step.chat.type != "private":
            label = self._text("button.in_private")
            end = self.now + LINK_LIFE
            out.append(
                self.keyboard.link(
                    label,
                    step.username,
                    "setup.open",
                    object_id=self.group.id,
                    choice=None,
                    expires_at=end,
                )
            )
        self.keyboard.row(*out)

    def _zone(self) -> str:
        self._grid(
            2,
            [self._to(self._text(f"region.{key}"), f"{key}:0") for key in zones.REGIONS],
        )
        return self._text("setup.zone")

    def _city(self, region: str, page: str) -> str:
        there, first = zones.cities(region, self.group.language), int(page) * CITIES
        on_page = there[first : first + CITIES]
        self._grid(
            3,
            [
                self.keyboard.tap(zones.city(zone, self.group.language), "setup.zone", None, zone)
                for zone in on_page
            ],
        )
        turns = [self._to(self._text("button.back"), "zone")]
        if first:
            turns.append(self._to(self._text("button.earlier"), f"{region}:{int(page) - 1}"))
        if first + CITIES < len(there):
            turns.append(self._to(self._text("button.more"), f"{region}:{int(page) + 1}"))
        self.keyboard.row(*turns)
        return self._text("setup.city")

    def _kind(self) -> str:
        for kind in SUGGESTED:
            label = self._text(f"kind.{kind}")
            self.keyboard.row(self.keyboard.tap(label, "setup.kind", None, kind))
        self._back("zone")
        return self._text("setup.kind")

    def _days(self) -> str:
        names = wording.weekdays(self.group.language)
        chosen = self.draft.weekdays
        taps = [
            self.keyboard.tap(
                f"✓ {names[day]}" if day in chosen else names[day], "setup.day", None, str(day)
            )
            for day in range(7)
        ]
        self.keyboard.row(*taps[:4])
        self.keyboard.row(*taps[4:])
        done = "review" if self.draft.minute is not None else "time"
        self.keyboard.row(self._to(self._text("button.these_days"), done))
        self._back("kind")
        return self._text("setup.days")

    def _time(self) -> str:
        hours = [
            self.keyboard.tap(f"{hour:02}:00", "setup.time", None, str(hour * 60)) for hour in HOURS
        ]
        self._grid(5, hours)
        self._back("days")
        zone = str(self.draft.zone)
        time = wording.clock_time(self.group.language, self.now, zone)
        return self._text("setup.time", time=time, zone=zone)

    def _review(self) -> str:
        draft, minute = self.draft, int(self.draft.minute or 0)
        self.keyboard.row(self._tap("button.propose", "setup.propose"))
        self.keyboard.row(
            self.keyboard.tap(
                self._text("button.sooner", minutes=FINER), "setup.time", None, str(minute - FINER)
            ),
            self.keyboard.tap(
                self._text("button.later", minutes=FINER), "setup.time", None, str(minute + FINER)
            ),
        )
        self.keyboard.row(
            *(self._to(self._text(f"button.change_{step}"), step) for step in ("zone", "kind")),
        )
        self.keyboard.row(
            *(self._to(self._text(f"button.change_{step}"), step) for step in ("days", "time")),
        )
        self.keyboard.row(
            self._tap(
                "button.country_ask" if draft.country else "button.country_keep", "setup.country"
            )
        )
        coming = occurrences(draft.rule, self.now + TALK_TIME)
        dates = [
            wording.moment(self.group.language, next(coming).at, draft.rule.zone)
            for _ in range(NEXT_SHOWN)
        ]
        return self._text(
            "setup.review",
            what=self._text(f"kind.{draft.kind}"),
            dates="\n".join(dates),
            country=wording.country(self.group.language, draft.country),
        )

    def _text(self, key: str, **values: object) -> str:
        return wording.text(self.group.language, key, **values)

    def _tap(self, key: str, action: str) -> InlineKeyboardButton:
        return self.keyboard.tap(self._text(key), action)

    def _to(self, label: str, name: str) -> InlineKeyboardButton:
        return self.keyboard.tap(label, "setup.page", None, name)

    def _back(self, name: str) -> None:
        self.keyboard.row(self._to(self._text("button.back"), name))

    def _grid(self, width: int, taps: Sequence[InlineKeyboardButton]) -> None:
        for start in range(0, len(taps), width):
            self.keyboard.row(*taps[start : start + width])
