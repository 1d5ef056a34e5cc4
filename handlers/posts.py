"""What the outbox can hold.

Belongs here: which feature renders which kind of post, and of which class it is. May not enter:
sending, the texts themselves, what time brings (`handlers/ticks.py`).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.delivery import Sending
from handlers import (
    agreement,
    asides,
    checkins,
    entry,
    groups,
    handing,
    holds,
    prompts,
    trials,
    welcome,
)
from handlers.changes import making
from handlers.evidence import rounds as evidence_rounds
from handlers.gatherings import posts as gathering_posts
from handlers.gatherings import speaking
from handlers.me import card, data, own_rounds
from handlers.notes import Edit, Post, Removal
from handlers.pairs import (
    afterwards,
    answers,
    ending,
    form,
    letters,
    meeting,
    nextday,
    offers,
    pictures,
    relay,
    stewards,
    turning,
)
from handlers.pairs import card as pair_card
from handlers.pairs.rounds import inviting, late
from handlers.parting import closing, loss
from handlers.proposals import rounds
from handlers.roles import turns
from storage.engine import Transaction
from storage.outbox import Addressee
from storage.parting import LAST_WORD

Outgoing = Post | Edit | Removal
Render = Callable[[Transaction, int, int], Awaitable[Outgoing | None]]
RenderLetter = Callable[[Transaction, int, Addressee, int], Awaitable[Outgoing | None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`render`: the post as of now, or None when its reason is gone; `sending`: its class.

    `again`: what stands there, for a reader of another language, where that may not depend on what
    has happened meanwhile. `has_words`: of Kith's, that somebody might want in another language.
    """

    render: Render
    sending: Sending
    again: Render | None = None
    has_words: bool = True


@dataclass(frozen=True, slots=True)
class LetterKind:
    """`render`: the letter to one person as of now, or None when its reason is gone.

    `gentle`: it waits for the end of their quiet hours (C13), and is not sent while they are away.
    """

    render: RenderLetter
    sending: Sending
    gentle: bool = True


KINDS = {
    "checkin": Kind(checkins.render, Sending.AT_MOST_ONCE, checkins.render_again),
    "checkin_names": Kind(checkins.render_names, Sending.LATEST_WINS),
    "aside": Kind(asides.render_gone, Sending.LATEST_WINS),
    "prompt_proposal": Kind(prompts.render_proposal, Sending.SAME_BUTTON),
    "prompt_decided": Kind(prompts.render_decided, Sending.LATEST_WINS),
    "checkin_closed": Kind(checkins.render_closed, Sending.LATEST_WINS),
    "hold": Kind(holds.render, Sending.AT_MOST_ONCE),
    "joining": Kind(groups.render_joining, Sending.AT_MOST_ONCE),
    "made_admin": Kind(groups.render_made_admin, Sending.AT_MOST_ONCE),
    "left_alone": Kind(groups.render_left_alone, Sending.AT_MOST_ONCE),
    "proposal": Kind(trials.render, Sending.SAME_BUTTON),
    "proposal_decided": Kind(trials.render_decided, Sending.LATEST_WINS),
    "trial_news": Kind(trials.render_news, Sending.AT_MOST_ONCE),
    "card": Kind(card.render, Sending.AT_MOST_ONCE, has_words=False),
    "pair_line": Kind(offers.render_line, Sending.AT_MOST_ONCE, offers.render_line_again),
    "pair_line_ended": Kind(offers.render_ended, Sending.LATEST_WINS),
    "pair_gathering": Kind(
        offers.render_gathering, Sending.AT_MOST_ONCE, offers.render_gathering_again
    ),
    "agreement_review": Kind(agreement.render_review, Sending.AT_MOST_ONCE),
    "handing": Kind(handing.render, Sending.SAME_BUTTON),
    "role_taken": Kind(turns.render_taken, Sending.AT_MOST_ONCE),
    "round": Kind(rounds.render, Sending.SAME_BUTTON),
    "round_edit": Kind(rounds.render_edit, Sending.LATEST_WINS),
    "round_news": Kind(rounds.render_news, Sending.AT_MOST_ONCE),
    "welcome": Kind(welcome.render, Sending.AT_MOST_ONCE),
    "gathering": Kind(gathering_posts.render, Sending.SAME_BUTTON),
    "gathering_begins": Kind(gathering_posts.render_begins, Sending.AT_MOST_ONCE),
    "gathering_turn": Kind(speaking.render_turn, Sending.AT_MOST_ONCE),
    "gathering_closes": Kind(speaking.render_closes, Sending.AT_MOST_ONCE),
    "gathering_off": Kind(gathering_posts.render_off, Sending.AT_MOST_ONCE),
    "gathering_ended": Kind(gathering_posts.render_ended, Sending.LATEST_WINS),
    evidence_rounds.POST: Kind(evidence_rounds.render, Sending.SAME_BUTTON),
    evidence_rounds.CLOSED: Kind(evidence_rounds.render_closed, Sending.LATEST_WINS),
    loss.KIND: Kind(loss.render, Sending.AT_MOST_ONCE),
    closing.FAREWELL: Kind(closing.render_farewell, Sending.AT_MOST_ONCE),
    LAST_WORD: Kind(closing.render_last_word, Sending.AT_MOST_ONCE, has_words=False),
    "change": Kind(making.render, Sending.AT_MOST_ONCE),
    "pair_round": Kind(inviting.render, Sending.AT_MOST_ONCE),
    "pair_round_now": Kind(inviting.render_now, Sending.LATEST_WINS),
}
"""Posts to a group, by the kind of the row."""

LETTERS = {
    own_rounds.KIND: LetterKind(own_rounds.render, Sending.AT_MOST_ONCE),
    "checkin_reminder": LetterKind(checkins.render_reminder, Sending.AT_MOST_ONCE),
    "erased": LetterKind(data.render_receipt, Sending.MUST_ARRIVE, gentle=False),
    "removal": LetterKind(data.render_removal, Sending.LATEST_WINS, gentle=False),
    entry.KIND: LetterKind(entry.render, Sending.AT_MOST_ONCE, gentle=False),
    "role_asked": LetterKind(turns.render_asked, Sending.SAME_BUTTON),
    "gathering_reminder": LetterKind(gathering_posts.render_reminder, Sending.AT_MOST_ONCE),
    "gathering_moved_up": LetterKind(gathering_posts.render_moved_up, Sending.SAME_BUTTON),
    "gathering_off_letter": LetterKind(
        gathering_posts.render_off_letter, Sending.MUST_ARRIVE, gentle=False
    ),
    "pair_offer": LetterKind(
        letters.opening("pairs.see_offer", answers.reason), Sending.SAME_BUTTON
    ),
    "pair_card": LetterKind(
        letters.opening("pairs.see_card", pair_card.reason), Sending.SAME_BUTTON
    ),
    "pair_met": LetterKind(letters.opening("pairs.look", meeting.reason), Sending.SAME_BUTTON),
    "pair_turns": LetterKind(letters.opening("pairs.turns", turning.reason), Sending.SAME_BUTTON),
    "turns_word": LetterKind(turning.render_word, Sending.AT_MOST_ONCE, gentle=False),
    "turns_stopped": LetterKind(turning.render_stopped, Sending.AT_MOST_ONCE, gentle=False),
    "pair_times": LetterKind(letters.opening("pairs.times", meeting.reason), Sending.SAME_BUTTON),
    "pair_wanted": LetterKind(letters.opening("pairs.look", meeting.reason), Sending.SAME_BUTTON),
    "pair_relay_open": LetterKind(relay.render_open, Sending.MUST_ARRIVE, gentle=False),
    "pair_more": LetterKind(pictures.render, Sending.SAME_BUTTON, gentle=False),
    "pair_relay_shut": LetterKind(ending.render_shut, Sending.MUST_ARRIVE, gentle=False),
    "pair_closed": LetterKind(ending.render_closed, Sending.MUST_ARRIVE, gentle=False),
    "pair_asked_over": LetterKind(form.render_over, Sending.SAME_BUTTON),
    "pair_round_news": LetterKind(
        letters.opening("pairs.round_news", inviting.reason), Sending.SAME_BUTTON
    ),
    "pair_third": LetterKind(letters.opening("pairs.see_third", late.reason), Sending.SAME_BUTTON),
    "pair_happened": LetterKind(
        letters.opening("pairs.next_day", nextday.reason), Sending.AT_MOST_ONCE
    ),
    "pair_happened_again": LetterKind(
        letters.opening("pairs.next_day", nextday.reason), Sending.AT_MOST_ONCE
    ),
    "pair_standing": LetterKind(
        letters.opening("pairs.standing", afterwards.reason), Sending.MUST_ARRIVE
    ),
    "concern_answer": LetterKind(
        letters.opening("concerns.see_answer", stewards.reason), Sending.MUST_ARRIVE
    ),
    "pair_concern": LetterKind(
        letters.opening("pairs.see_concern", stewards.reason), Sending.MUST_ARRIVE
    ),
}
"""Letters to one person, by the kind of the row."""


def sending_of(kind: str) -> Sending:
    """The class of a kind of row."""
    return LETTERS[kind].sending if kind in LETTERS else KINDS[kind].sending


ONE_STANDS = frozenset({speaking.KIND, welcome.KIND})
"""Kinds of which one message stands at a time (M5): one that arrives when the next is due already
goes again."""

ON_TOPIC_GONE = {"checkin": checkins.topic_gone}
"""By the kind of the row: what to do when its topic takes no messages, in a transaction, with the
id of its object."""
