"""The ways in which the rules say no, as exceptions without words.

Belongs here: one class a reason, with the values that a sentence about it needs. May not enter:
sentences (they live in the message catalogs) or anything about Telegram.
"""


class Refusal(Exception):
    """The rules say no; nothing was changed. `str()` of it is the reason, for logs."""

    reason = "refused"

    def __init__(self, **values: object) -> None:
        super().__init__(self.reason)
        self.values = values


class ButtonGone(Refusal):
    """A button that is forged, old, somebody else's, or from another group: all look the same."""

    reason = "button_gone"


class NotSteward(Refusal):
    """Only stewards may do this, and the one who asked is none now (G9)."""

    reason = "not_steward"


class RightsUnknown(Refusal):
    """Telegram did not say in time who is a steward; without that knowledge nothing is done."""

    reason = "rights_unknown"


class CheckinClosed(Refusal):
    """The check-in no longer takes answers (C11)."""

    reason = "checkin_closed"


class WordUnfit(Refusal):
    """A word for the weather is empty, too long, or more than one line. Value: `limit`."""

    reason = "word_unfit"


class WordsUnfit(Refusal):
    """Somebody's own words for their toolbox are empty or too long. Value: `limit`."""

    reason = "words_unfit"


class CardEmpty(Refusal):
    """Nothing is on somebody's card, so there is nothing to show."""

    reason = "card_empty"


class SkipGone(Refusal):
    """The date that was to be skipped, or brought back, has passed or was changed meanwhile."""

    reason = "skip_gone"


class HoldAgain(Refusal):
    """This member has asked for a hold in the last 14 days (F9)."""

    reason = "hold_again"


class HeldAlready(Refusal):
    """Two holds are in a row; the group speaks before a third (F9)."""

    reason = "held_already"


class GroupAgreed(Refusal):
    """The group has said yes already; what changes now is changed elsewhere."""

    reason = "group_agreed"


class ProposalStands(Refusal):
    """A proposal is before the group already: one at a time (G14)."""

    reason = "proposal_stands"


class ProposalClosed(Refusal):
    """The proposal is decided, or gone."""

    reason = "proposal_closed"


class DatePast(Refusal):
    """A date that should lie ahead is today or has passed."""

    reason = "date_past"


class DateTooFar(Refusal):
    """A date lies more than two years ahead."""

    reason = "date_too_far"


class TimeUnfit(Refusal):
    """What was typed is no date, or no time of day."""

    reason = "time_unfit"


class ScheduleChanged(Refusal):
    """Somebody else has changed or removed the schedule since this screen was shown."""

    reason = "schedule_changed"


class PromptUnfit(Refusal):
    """A group's own question is empty, too long, or holds a link. Value: `limit`, in words."""

    reason = "prompt_unfit"


class NothingToShow(Refusal):
    """There is no answer that a name could stand beside."""

    reason = "nothing_to_show"


class AgreementChanged(Refusal):
    """The agreement is another one by now than the screen showed."""

    reason = "agreement_changed"


class ProposalMoved(Refusal):
    """What was to be proposed has changed since it was shown."""

    reason = "proposal_moved"


class ProposesAlready(Refusal):
    """This member has a proposal before the group already: one at a time (G4)."""

    reason = "proposes_already"


class ChangeTooLong(Refusal):
    """So much changes at once that the group could not read it in one message."""

    reason = "change_too_long"


class NothingChanges(Refusal):
    """What was to be proposed is so already."""

    reason = "nothing_changes"


class OwnProposal(Refusal):
    """A second steward is somebody else than the one who proposed it (G10)."""

    reason = "own_proposal"


class NotReachable(Refusal):
    """Kith may not write to the one who asked it to: they never pressed Start, or blocked it."""

    reason = "not_reachable"


class GroupUnknown(Refusal):
    """Kith has not been set up for this group."""

    reason = "group_unknown"


class PairsOff(Refusal):
    """The group has not turned pair-ups on (G14)."""

    reason = "pairs_off"


class PairsTooNew(Refusal):
    """Pairs open for a member after a while in the group (P30). Value: `days` left."""

    reason = "pairs_too_new"


class PairsResting(Refusal):
    """This person's pair-ups rest, and they were told why (P28). Value: `days` left."""

    reason = "pairs_resting"


class PairsStopped(Refusal):
    """A steward has stopped this person's pair-ups in this group, and they were told (P28)."""

    reason = "pairs_stopped"


class AlreadyPaired(Refusal):
    """The person is in a live pair of this group (I5)."""

    reason = "pairs_already_paired"


class RoundOver(Refusal):
    """The round takes nobody any more, or the group has none (P20)."""

    reason = "pairs_round_over"


class RoundsAway(Refusal):
    """The person is away, so no draw gives them anybody (P2)."""

    reason = "pairs_rounds_away"


class AlreadyAsking(Refusal):
    """A line of this person still stands in a group (P4)."""

    reason = "pairs_already_asking"


class AskedOften(Refusal):
    """The person has asked as often today as one may (P4)."""

    reason = "pairs_asked_often"


class GroupSmall(Refusal):
    """In a group of this size, company is asked of everyone (P31)."""

    reason = "pairs_group_small"


class OwnLine(Refusal):
    """The asker tapped "I could" on their own line."""

    reason = "pairs_own_line"


class LineEnded(Refusal):
    """The line has come to its fixed end."""

    reason = "pairs_line_ended"


class OfferGone(Refusal):
    """The offer cannot be answered any more, for whatever reason: all look the same (P25)."""

    reason = "pairs_offer_gone"


class PairOver(Refusal):
    """The pair is closed, whoever closed it (P28)."""

    reason = "pairs_pair_over"


class NotNow(Refusal):
    """What was tapped is over, or was never due: nothing happens."""

    reason = "pairs_over"


class LineUnfit(Refusal):
    """A group's own line is empty, too long, or holds what cannot be shown. Value: `limit`."""

    reason = "line_unfit"


class TooManyLines(Refusal):
    """A group has as many own lines as fit. Value: `most`."""

    reason = "too_many_lines"


class PairWordsUnfit(Refusal):
    """Words for a field of pairs are missing or too long. Value: `limit`."""

    reason = "pairs_words_unfit"


class NobodyPicked(Refusal):
    """Nobody was picked, or only the one who picks."""

    reason = "pairs_nobody_picked"


class StewardGone(Refusal):
    """The steward that was chosen is none any more, or Kith cannot write to them."""

    reason = "pairs_steward_gone"
