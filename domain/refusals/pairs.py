"""The ways in which the rules about pairs and rounds say no.

Belongs here: one class a reason. May not enter: sentences.
"""

from domain.refusals import Refusal


class PairsOff(Refusal):
    """The group has not turned pair-ups on (G14)."""

    reason = "pairs_off"


class AgreementFirst(Refusal):
    """They have not gone along with the group's agreement yet (P30)."""

    reason = "pairs_agreement"


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


class PairWordsUnfit(Refusal):
    """Words for a field of pairs are missing or too long. Value: `limit`."""

    reason = "pairs_words_unfit"


class NobodyPicked(Refusal):
    """Nobody was picked, or only the one who picks."""

    reason = "pairs_nobody_picked"


class NotOfThem(Refusal):
    """Who was picked was not in that conversation, as far as Kith still knows."""

    reason = "pairs_not_of_them"


class StewardGone(Refusal):
    """The steward that was chosen is none any more, or Kith cannot write to them."""

    reason = "pairs_steward_gone"
