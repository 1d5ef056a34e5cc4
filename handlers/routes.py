"""Everything Kith answers to, in one table.

Belongs here: which function serves which command, tap, link, line or event. May not enter: what any
of them says or changes, or how an update gets here (`routing`).

A feature with many taps has its lines beside it (`me/routes`); they are all in here.
"""

from handlers import (
    agreement,
    checkins,
    concerns,
    entry,
    fields,
    groups,
    guide,
    holds,
    impersonal,
    people,
    phrases,
    picking,
    privacy,
    prompts,
    reading,
    schedules,
    setup,
    swap,
    trials,
    welcome,
    words,
)
from handlers.changes import log
from handlers.evidence import routes as evidence_routes
from handlers.evidence import screens as evidence_screens
from handlers.gatherings import listing
from handlers.gatherings import mine as gatherings_of_mine
from handlers.gatherings import routes as gathering_routes
from handlers.me import card, coming, home
from handlers.me import routes as me_routes
from handlers.pairs import (
    form,
    private,
    relay,
)
from handlers.pairs import routes as pair_routes
from handlers.pairs.rounds import routes as round_routes
from handlers.parting import closing, loss
from handlers.parting import routes as parting_routes
from handlers.proposals import proposing
from handlers.proposals import routes as power
from handlers.roles import screens
from handlers.route import Route, alone
from handlers.schedules import routes as schedule_routes
from handlers.settings import routes as settings_routes
from handlers.settings import screens as settings_screens
from handlers.settings.back import hung
from handlers.setup import screens as setup_screens
from handlers.signposts import choices, local
from handlers.step import Step


async def _after_line(step: Step) -> None:
    """A line while a relay is open or just closed: what was not passed on, nobody has read."""
    if not await relay.show_line(step):
        await people.show_nobody_reads(step)


async def _joined(step: Step) -> None:
    """Somebody came: they are seen there, and the group says welcome."""
    await people.joined(step)
    await entry.came_in(step)
    await welcome.greet(step)


async def _left(step: Step) -> None:
    """Somebody went: they are a member no more, and perhaps no steward is left."""
    await people.left(step)
    await groups.left_alone(step)


GROUP_COMMANDS = {
    "checkins": Route(schedules.show_all, rights=True),
    "pair": Route(form.show_pair, form.arrive, rights=True, size=True),
    "gatherings": Route(listing.show),
    "help": Route(guide.show_group),
    "evidence": Route(evidence_screens.show),
    "swap": Route(swap.show),
    "closing": Route(closing.show),
    "loss": Route(loss.show),
    "log": Route(log.show, rights=True),
    "agreement": Route(agreement.show),
    "propose": Route(proposing.show_menu, rights=True),
    "roles": Route(screens.show),
    "hold": Route(holds.show_choice),
    "stewards": Route(concerns.show_door),
    "settings": Route(settings_screens.show_home, rights=True),
    "setup": Route(setup_screens.show_next, setup.begin, rights=True),
    "me": Route(home.show),
    "privacy": Route(privacy.show),
}
"""In a group, typed or tapped in the menu."""

PRIVATE_COMMANDS = {
    "start": Route(people.show_welcome, people.arrive),
    "help": Route(guide.show_private),
    "setup": Route(setup_screens.show_door),
    "settings": settings_routes.IN_PRIVATE,
    "me": Route(home.show, people.arrive, titles=True),
    "checkins": Route(coming.show, people.arrive, titles=True),
    "privacy": Route(privacy.show),
    "pair": Route(private.show_mine, people.arrive),
    "gatherings": Route(gatherings_of_mine.show, people.arrive, titles=True),
}
"""In the private chat. `/start` with a token is a link instead."""

TAPS = hung(
    me_routes.TAPS
    | schedule_routes.TAPS
    | settings_routes.TAPS
    | power.TAPS
    | gathering_routes.TAPS
    | pair_routes.TAPS
    | round_routes.TAPS
    | evidence_routes.TAPS
    | parting_routes.TAPS
    | {impersonal.ACTION + name: route for name, route in GROUP_COMMANDS.items()}
    | {
        "checkins.answer": Route(show_all=checkins.show_answers, change_all=checkins.record),
        "checkins.take_back": Route(alone(checkins.show_answers), checkins.take_back),
        "checkins.show_name": Route(alone(checkins.show_answers), checkins.show_name),
        "checkins.remind": Route(checkins.show_reminder, checkins.remind),
        "checkins.company": Route(form.show_pair, form.arrive, rights=True, size=True),
        "prompts.want": Route(prompts.show_wanted, prompts.want),
        "phrases.list": Route(phrases.show_list, rights=True),
        "phrases.look": Route(phrases.show_one, rights=True),
        "phrases.save": Route(phrases.show_saved, phrases.save, rights=True),
        "phrases.drop": Route(phrases.show_dropped, phrases.drop, rights=True),
        "reading.show": Route(reading.show),
        "reading.wish": Route(reading.show_wanted, reading.want, rights=True),
        "signposts.lines": Route(local.show_list, rights=True),
        "prompts.own": Route(prompts.show_own, rights=True),
        "prompts.take_out": Route(prompts.show_taken_out, prompts.take_out, rights=True),
        "words.list": Route(words.show_words, rights=True),
        "log.page": Route(log.show, rights=True),
        "welcome.read": Route(welcome.show_words, rights=True),
        "welcome.silence": Route(welcome.show_written, welcome.silence, rights=True),
        "holds.choose": Route(holds.show_choice),
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
        "swap.show": Route(swap.show),
        "swap.give": Route(swap.give),
        "trials.say": Route(trials.show_voice, trials.say),
        "signposts.remove_line": Route(local.show_removed, local.remove_line, rights=True),
        "fields.cancel": Route(fields.show_closed, fields.cancel),
        "privacy.home": Route(privacy.show, anywhere=True),
        "privacy.kept": Route(privacy.show_kept, anywhere=True),
        "privacy.others": Route(privacy.show_others, anywhere=True),
    }
)
"""By the action of the tapped button's row."""

OPEN_TAPS = {
    "keep": Route(choices.show_country, choices.keep_country),
    "forget": Route(choices.show_country, choices.forget_country),
    "wrong": Route(choices.show_told, choices.tell_wrong),
    "local": Route(local.show_for_stewards, rights=True),
    "card": Route(card.show_own),
}
"""By the act in a button's own data: buttons of the signposts have no row and never expire, so
anybody may press them, and each is about the one who does, or asks for rights."""

LINKS = (
    power.LINKS
    | schedule_routes.LINKS
    | settings_routes.LINKS
    | gathering_routes.LINKS
    | pair_routes.LINKS
    | round_routes.LINKS
    | evidence_routes.LINKS
    | parting_routes.LINKS
    | {
        "words.rename": Route(words.show_field, words.open_field, rights=True),
        "welcome.write": Route(welcome.show_field, welcome.open_field, rights=True),
        "prompts.propose": Route(prompts.show_field, prompts.open_field),
        "phrases.find": Route(phrases.show_search, phrases.open_search, rights=True),
        "phrases.write": Route(phrases.show_field, phrases.open_field, rights=True),
        "setup.open": Route(setup_screens.show_next, setup.arrive, rights=True),
        "swap.take": Route(swap.show_field, swap.open_field),
        "signposts.add_line": Route(local.show_field, local.open_field, rights=True),
        "me.open": Route(home.show, home.enter, titles=True),
    }
)
"""By the action of the row behind a link into the private chat."""

FIELDS = hung(
    me_routes.FIELDS
    | pair_routes.FIELDS
    | schedule_routes.FIELDS
    | power.FIELDS
    | gathering_routes.FIELDS
    | evidence_routes.FIELDS
    | {
        "words.rename": Route(words.show_renamed, words.rename, rights=True),
        "welcome.write": Route(welcome.show_written, welcome.write, rights=True),
        "signposts.add_line": Route(local.show_added, local.add_line, rights=True),
        "phrases.find": Route(phrases.show_found, phrases.find, rights=True),
        "phrases.write": Route(phrases.show_written, phrases.write, rights=True),
        "swap.take": Route(swap.show_taken, swap.take, file=True),
        "prompts.propose": Route(prompts.show_proposed, prompts.propose),
    }
)
"""By the action of the person's open field."""

NOBODY_READS = Route(people.show_nobody_reads, people.unblocked)
"""Any line in private while no field is open."""

RELAY = Route(_after_line, relay.pass_on)
"""A line in private while a relay is open, or for a day after it closed."""

PICKED = Route(picking.show_picked, picking.picked)
"""Somebody was picked from Telegram's own list."""

KNOCKED = Route(change=entry.knock)
"""Somebody asks to join a group."""

JOINED = Route(change=_joined)
LEFT = Route(change=_left, rights=True)

INVITED = Route(change=groups.let_in)
MOVED = Route(change=groups.moved)
TOPIC_CLOSED = Route(change=groups.topic_closed)
TOPIC_REOPENED = Route(change=groups.topic_reopened)

CAME, WENT = Route(change=groups.came), Route(change=groups.went)
UNBLOCKED, BLOCKED = Route(change=people.unblocked), Route(change=people.blocked)
