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


class SkipGone(Refusal):
    """The date that was to be skipped, or brought back, has passed or was changed meanwhile."""

    reason = "skip_gone"


class GroupUnknown(Refusal):
    """Kith has not been set up for this group."""

    reason = "group_unknown"
