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


class PhraseLong(Refusal):
    """A group's wording is empty or too long. Value: `limit`."""

    reason = "phrase_long"


class PhraseNames(Refusal):
    """A group's wording does not fill in what Kith's does."""

    reason = "phrase_names"


class PhraseVoice(Refusal):
    """A group's wording says what Kith does not say."""

    reason = "phrase_voice"


class PhrasesFull(Refusal):
    """A group has words of its own for as many sentences as it can. Value: `most`."""

    reason = "phrases_full"


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


class AllRests(Refusal):
    """Everything rests in the group, until it has agreed to go on (G13)."""

    reason = "all_rests"


class SwapUnfit(Refusal):
    """What was sent is no file of Kith's, or not as one should be (G16)."""

    reason = "swap_unfit"


class SwapHuge(Refusal):
    """The file is larger than any of Kith's. Values: most, in KiB."""

    reason = "swap_huge"


class SwapAway(Refusal):
    """Telegram did not hand the file over in time."""

    reason = "swap_away"


class NotNow(Refusal):
    """What was tapped is over, or was never due: nothing happens."""

    reason = "pairs_over"


class LineUnfit(Refusal):
    """A group's own line is empty, too long, or holds what cannot be shown. Value: `limit`."""

    reason = "line_unfit"


class TooManyLines(Refusal):
    """A group has as many own lines as fit. Value: `most`."""

    reason = "too_many_lines"
