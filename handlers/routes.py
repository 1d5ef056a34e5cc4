"""Everything Kith answers to, in one table.

Belongs here: which function serves which command, tap, link, line or event. May not enter: what any
of them says or changes, or how an update gets here (`routing`).

Each route has two halves. `change` takes effect once; `show` answers from the present state. An
update that Telegram delivers again finds its change done and is only shown.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers import (
    checkins,
    fields,
    groups,
    guide,
    holds,
    people,
    privacy,
    prompts,
    schedules,
    setup,
    trials,
    words,
)
from handlers.me import card, consent, copy, data, home, settings, toolbox
from handlers.schedules import quiet, saving, sketching
from handlers.setup import screens as setup_screens
from handlers.signposts import choices, local
from handlers.step import Step

Act = Callable[[Step], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """`show` answers, `change` saves.

    `rights`: ask Telegram first who the stewards are; `titles`: what the groups of the person who
    acts are called.
    """

    show: Act | None = None
    change: Act | None = None
    rights: bool = False
    titles: bool = False


GROUP_COMMANDS = {
    "checkins": Route(schedules.show_all, rights=True),
    "help": Route(guide.show_group),
    "hold": Route(holds.show_choice),
    "setup": Route(setup_screens.show_next, setup.begin, rights=True),
    "me": Route(home.show),
    "privacy": Route(privacy.show),
}
"""In a group, typed or tapped in the menu."""

PRIVATE_COMMANDS = {
    "start": Route(people.show_welcome, people.arrive),
    "help": Route(guide.show_private),
    "setup": Route(setup_screens.show_door),
    "me": Route(home.show, people.arrive, titles=True),
    "privacy": Route(privacy.show),
}
"""In the private chat. `/start` with a token is a link instead."""

TAPS = {
    "checkins.answer": Route(checkins.show_answer, checkins.record),
    "checkins.take_back": Route(checkins.show_answer, checkins.take_back),
    "schedules.skip": Route(schedules.show_one, schedules.skip, rights=True),
    "checkins.show_name": Route(checkins.show_answer, checkins.show_name),
    "checkins.remind": Route(checkins.show_reminder, checkins.remind),
    "checkins.company": Route(checkins.show_company),
    "schedules.one": Route(schedules.show_one, rights=True),
    "schedules.pauses": Route(schedules.show_pauses, rights=True),
    "schedules.pause": Route(schedules.show_one, schedules.pause, rights=True),
    "schedules.bring_back": Route(schedules.show_one, schedules.bring_back, rights=True),
    "schedules.list": Route(schedules.show_list, rights=True),
    "schedules.remove": Route(schedules.show_removal, rights=True),
    "schedules.removed": Route(schedules.show_list, saving.remove, rights=True),
    "sketches.new": Route(sketching.show_new, rights=True),
    "sketches.change": Route(sketching.show_change, rights=True),
    "sketches.page": Route(sketching.show_page, rights=True),
    "sketches.save": Route(schedules.show_list, saving.save, rights=True),
    "prompts.want": Route(prompts.show_wanted, prompts.want),
    "prompts.own": Route(prompts.show_own, rights=True),
    "prompts.take_out": Route(prompts.show_own, prompts.take_out, rights=True),
    "quiet.show_hours": Route(quiet.show_hours, rights=True),
    "quiet.hours": Route(quiet.show_hours, quiet.set_hours, rights=True),
    "quiet.break": Route(quiet.show_break, rights=True),
    "quiet.set_break": Route(schedules.show_list, quiet.set_break, rights=True),
    "words.list": Route(words.show_words, rights=True),
    "holds.ask": Route(holds.show_asked, holds.ask),
    "setup.open": Route(setup_screens.show_next, rights=True),
    "setup.page": Route(setup_screens.show_page, rights=True),
    "setup.zone": Route(setup_screens.show_next, setup.choose_zone, rights=True),
    "setup.kind": Route(setup_screens.show_days, setup.choose_kind, rights=True),
    "setup.day": Route(setup_screens.show_days, setup.toggle_day, rights=True),
    "setup.time": Route(setup_screens.show_next, setup.choose_time, rights=True),
    "setup.country": Route(setup_screens.show_next, setup.choose_country, rights=True),
    "setup.propose": Route(setup_screens.show_proposed, setup.propose, rights=True),
    "setup.drop": Route(setup_screens.show_dropped, setup.drop, rights=True),
    "trials.say": Route(trials.show_voice, trials.say),
    "signposts.remove_line": Route(local.show_list, local.remove_line, rights=True),
    "fields.cancel": Route(fields.show_closed, fields.cancel),
    # What is a person's own
    "privacy.home": Route(privacy.show),
    "privacy.kept": Route(privacy.show_kept),
    "me.home": Route(home.show, titles=True),
    "me.section": Route(home.show_section, titles=True),
    "consent.give": Route(home.show_section, consent.give, titles=True),
    "me.away": Route(settings.show_away, settings.go_away),
    "me.quiet": Route(settings.show_quiet, settings.keep_quiet),
    "me.region": Route(settings.show_cities),
    "me.zone": Route(settings.show_regions, settings.keep_zone),
    "me.letter": Route(settings.show_countries),
    "me.country": Route(settings.show_letters, settings.keep_country),
    "me.language": Route(settings.show_languages, settings.keep_language),
    "toolbox.home": Route(toolbox.show),
    "toolbox.part": Route(toolbox.show_part),
    "toolbox.turn_card": Route(toolbox.show_part, toolbox.turn_card),
    "toolbox.take_out": Route(toolbox.show_part, toolbox.take_out),
    "toolbox.open": Route(toolbox.show_field, toolbox.open_field),
    "card.hours": Route(card.show_hours, titles=True),
    "card.post": Route(card.show, card.post, titles=True),
    "card.take_away": Route(card.show_taken_away, card.take_away, titles=True),
    "me.copy": Route(copy.send),
    "me.forget_choices": Route(data.show, data.forget_choices),
    "me.erase": Route(data.show_erase),
    "me.erase_now": Route(data.show_erasing, data.erase_now),
    "me.erase_think": Route(data.show, data.think),
    "me.stay": Route(data.show, data.stay),
}
"""By the action of the tapped button's row."""

OPEN_TAPS = {
    "keep": Route(choices.show_country, choices.keep_country),
    "forget": Route(choices.show_country, choices.forget_country),
    "wrong": Route(choices.show_told, choices.tell_wrong),
    "local": Route(local.show_list, rights=True),
}
"""By the act in a button's own data: buttons of the signposts have no row and never expire, so
anybody may press them, and each is about the one who does, or asks for rights."""

LINKS = {
    "words.rename": Route(words.show_field, words.open_field, rights=True),
    "schedules.list": Route(schedules.show_list, schedules.arrive, rights=True),
    "prompts.propose": Route(prompts.show_field, prompts.open_field),
    "sketches.date": Route(saving.show_date_field, saving.open_field, rights=True),
    "sketches.time": Route(saving.show_time_field, saving.open_field, rights=True),
    "setup.open": Route(setup_screens.show_next, setup.arrive, rights=True),
    "signposts.add_line": Route(local.show_field, local.open_field, rights=True),
    "me.open": Route(home.show, home.enter, titles=True),
}
"""By the action of the row behind a link into the private chat."""

FIELDS = {
    "words.rename": Route(words.show_renamed, words.rename, rights=True),
    "signposts.add_line": Route(local.show_added, local.add_line, rights=True),
    "toolbox.write": Route(toolbox.show_written, toolbox.write),
    "prompts.propose": Route(prompts.show_proposed, prompts.propose),
    "sketches.date": Route(saving.show_typed, saving.take, rights=True),
    "sketches.time": Route(saving.show_typed, saving.take, rights=True),
}
"""By the action of the person's open field."""

NOBODY_READS = Route(people.show_nobody_reads, people.unblocked)
"""Any line in private while no field is open."""

JOINED = Route(change=people.joined)
LEFT = Route(change=people.left)

INVITED = Route(change=groups.let_in)
MOVED = Route(change=groups.moved)
TOPIC_CLOSED = Route(change=groups.topic_closed)
TOPIC_REOPENED = Route(change=groups.topic_reopened)

CAME, WENT = Route(change=groups.came), Route(change=groups.went)
UNBLOCKED, BLOCKED = Route(change=people.unblocked), Route(change=people.blocked)
