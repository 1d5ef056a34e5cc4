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
    people,
    privacy,
    prompts,
    schedules,
    setup,
    trials,
    welcome,
    words,
)
from handlers.changes import log
from handlers.evidence import routes as evidence_routes
from handlers.evidence import screens as evidence_screens
from handlers.gatherings import listing
from handlers.gatherings import routes as gathering_routes
from handlers.me import card, coming, home
from handlers.me import routes as me_routes
from handlers.pairs import (
    afterwards,
    answers,
    ending,
    form,
    introduction,
    meeting,
    mine,
    nextday,
    offers,
    picking,
    pictures,
    private,
    relay,
    stewards,
    turns,
)
from handlers.pairs import card as pair_card
from handlers.pairs import settings as pair_settings
from handlers.pairs.rounds import routes as round_routes
from handlers.proposals import proposing
from handlers.proposals import routes as power
from handlers.roles import screens
from handlers.route import Route
from handlers.schedules import quiet, saving, sketching
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
    "log": Route(log.show, rights=True),
    "agreement": Route(agreement.show),
    "propose": Route(proposing.show_menu, rights=True),
    "roles": Route(screens.show),
    "hold": Route(holds.show_choice),
    "stewards": Route(concerns.show_door),
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
    "checkins": Route(coming.show, people.arrive, titles=True),
    "privacy": Route(privacy.show),
    "pair": Route(private.show_mine, people.arrive),
}
"""In the private chat. `/start` with a token is a link instead."""

TAPS = (
    me_routes.TAPS
    | power.TAPS
    | gathering_routes.TAPS
    | round_routes.TAPS
    | evidence_routes.TAPS
    | {
        "checkins.answer": Route(checkins.show_answer, checkins.record),
        "checkins.take_back": Route(checkins.show_answer, checkins.take_back),
        "schedules.skip": Route(schedules.show_one, schedules.skip, rights=True),
        "checkins.show_name": Route(checkins.show_answer, checkins.show_name),
        "checkins.remind": Route(checkins.show_reminder, checkins.remind),
        "checkins.company": Route(form.show_pair, form.arrive, rights=True, size=True),
        "schedules.one": Route(schedules.show_one, rights=True),
        "schedules.pauses": Route(schedules.show_pauses, rights=True),
        "schedules.pause": Route(schedules.show_one, schedules.pause, rights=True),
        "schedules.bring_back": Route(schedules.show_one, schedules.bring_back, rights=True),
        "schedules.list": Route(schedules.show_list, rights=True),
        "schedules.remove": Route(schedules.show_removal, rights=True),
        "schedules.removed": Route(saving.show_saved, saving.remove, rights=True),
        "schedules.wanted": Route(schedules.show_wanted, rights=True),
        "sketches.new": Route(sketching.show_new, rights=True),
        "sketches.change": Route(sketching.show_change, rights=True),
        "sketches.page": Route(sketching.show_page, rights=True),
        "sketches.save": Route(saving.show_saved, saving.save, rights=True),
        "prompts.want": Route(prompts.show_wanted, prompts.want),
        "signposts.lines": Route(local.show_list, rights=True),
        "prompts.own": Route(prompts.show_own, rights=True),
        "prompts.take_out": Route(prompts.show_taken_out, prompts.take_out, rights=True),
        "quiet.show_hours": Route(quiet.show_hours, rights=True),
        "quiet.hours": Route(quiet.show_set_hours, quiet.set_hours, rights=True),
        "quiet.break": Route(quiet.show_break, rights=True),
        "quiet.set_break": Route(quiet.show_set_break, quiet.set_break, rights=True),
        "words.list": Route(words.show_words, rights=True),
        "log.page": Route(log.show, rights=True),
        "welcome.read": Route(welcome.show_words, rights=True),
        "welcome.silence": Route(welcome.show_written, welcome.silence, rights=True),
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
        "signposts.remove_line": Route(local.show_removed, local.remove_line, rights=True),
        "fields.cancel": Route(fields.show_closed, fields.cancel),
        "privacy.home": Route(privacy.show),
        "privacy.kept": Route(privacy.show_kept),
        # Pairs: asking
        "pairs.ask": Route(form.show_pair, form.arrive, rights=True, size=True),
        "pairs.adult": Route(form.show_form, form.consent, rights=True, size=True),
        "pairs.turn": Route(form.show_form, rights=True, size=True),
        "pairs.send": Route(form.show_asked, form.ask, size=True),
        "pairs.stop_asking": Route(form.show_asked, form.stop_asking),
        "pairs.leave": Route(form.show_left),
        "pairs.settings": Route(pair_settings.show_tapped, rights=True),
        "pairs.switch": Route(pair_settings.show_switched, pair_settings.switch, rights=True),
        # Pairs: offering and answering
        "pairs.offer": Route(offers.show_offered, offers.offer),
        "pairs.adult_offer": Route(offers.show_adult, offers.consent_and_offer),
        "pairs.take_back": Route(offers.show_taken_back, offers.take_back),
        "pairs.see_offer": Route(answers.show_offer),
        "pairs.yes": Route(answers.show_yes, answers.yes),
        "pairs.no": Route(answers.show_no, answers.no),
        # Pairs: meeting and parting
        "pairs.look": Route(meeting.show_pair),
        "pairs.turns": Route(turns.show),
        "pairs.want_turns": Route(turns.show, turns.want),
        "pairs.begin_turns": Route(turns.show, turns.agree),
        "pairs.more_turns": Route(turns.show, turns.once_more),
        "pairs.stop_turns": Route(turns.show_stopped, turns.stop),
        "pairs.card": Route(pair_card.show_hours),
        "pairs.card_post": Route(mine.show, pair_card.post),
        "pairs.see_card": Route(pair_card.show_card),
        "pairs.times": Route(meeting.show_times),
        "pairs.suits": Route(meeting.show_times, meeting.suit),
        "pairs.other_times": Route(meeting.show_times, meeting.other_times),
        "pairs.calendar": Route(meeting.show_calendar),
        "pairs.show_name": Route(meeting.answer_name, meeting.show_name),
        "pairs.write": Route(relay.show_side, relay.open_side),
        "pairs.more": Route(pictures.show_agreed, pictures.agree),
        "pairs.text_only": Route(pictures.show_text_only, pictures.take_back),
        "pairs.close_relay": Route(ending.show_shut, ending.shut),
        "pairs.end": Route(ending.show_end, ending.end),
        # Pairs: afterwards
        "pairs.report": Route(afterwards.show_report, afterwards.report, rights=True),
        "pairs.apart": Route(afterwards.show_report, afterwards.keep_apart, rights=True),
        "pairs.together": Route(afterwards.show_report, afterwards.undo_apart, rights=True),
        "pairs.next_day": Route(nextday.show),
        "pairs.happened": Route(nextday.show_happened, nextday.ask_no_more),
        "pairs.not_happened": Route(nextday.show_not_happened, nextday.not_happened),
        "pairs.ask_no_more": Route(nextday.show_no_more, nextday.ask_no_more),
        "pairs.look_back": Route(nextday.show_look_back),
        "pairs.enough": Route(afterwards.show_enough),
        "pairs.to_steward": Route(stewards.show_words, stewards.open_words, rights=True),
        "pairs.see_concern": Route(stewards.show_concern, rights=True),
        "concerns.answer": Route(concerns.show_answer_field, concerns.open_answer, rights=True),
        "concerns.see_answer": Route(concerns.show_answer),
        "pairs.halt": Route(stewards.show_concern, stewards.halt, rights=True),
        "pairs.unhalt": Route(stewards.show_concern, stewards.unhalt, rights=True),
        "pairs.standing": Route(stewards.show_standing, rights=True),
        "pairs.pick": Route(picking.show_picker),
        "pairs.about": Route(picking.show_picker_about),
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
    | gathering_routes.LINKS
    | round_routes.LINKS
    | evidence_routes.LINKS
    | {
        "words.rename": Route(words.show_field, words.open_field, rights=True),
        "welcome.write": Route(welcome.show_field, welcome.open_field, rights=True),
        "schedules.list": Route(schedules.show_list, schedules.arrive, rights=True),
        "prompts.propose": Route(prompts.show_field, prompts.open_field),
        "sketches.date": Route(saving.show_date_field, saving.open_field, rights=True),
        "sketches.time": Route(saving.show_time_field, saving.open_field, rights=True),
        "setup.open": Route(setup_screens.show_next, setup.arrive, rights=True),
        "signposts.add_line": Route(local.show_field, local.open_field, rights=True),
        "me.open": Route(home.show, home.enter, titles=True),
        "pairs.review": Route(form.show_form, form.reach, rights=True, size=True),
        "pairs.offer": Route(offers.show_offered, offers.reach_and_offer),
        "pairs.outside": Route(pair_settings.show_outside, pair_settings.open_outside, rights=True),
        "pairs.introduction": Route(introduction.show_field, introduction.open_field, rights=True),
        "concerns.choose": Route(concerns.show_choice, concerns.arrive, rights=True),
        "pairs.rather_not": Route(picking.show_picker, private.arrive),
    }
)
"""By the action of the row behind a link into the private chat."""

FIELDS = (
    me_routes.FIELDS
    | power.FIELDS
    | gathering_routes.FIELDS
    | evidence_routes.FIELDS
    | {
        "words.rename": Route(words.show_renamed, words.rename, rights=True),
        "welcome.write": Route(welcome.show_written, welcome.write, rights=True),
        "signposts.add_line": Route(local.show_added, local.add_line, rights=True),
        "prompts.propose": Route(prompts.show_proposed, prompts.propose),
        "sketches.date": Route(saving.show_typed, saving.take, rights=True),
        "sketches.time": Route(saving.show_typed, saving.take, rights=True),
        "pairs.outside": Route(pair_settings.show_kept, pair_settings.keep_outside, rights=True),
        "pairs.introduction": Route(introduction.show_kept, introduction.keep, rights=True),
        "concerns.answer": Route(concerns.show_sent, concerns.send_answer, rights=True),
        "pairs.concern": Route(stewards.show_sent, stewards.send_words, rights=True),
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
