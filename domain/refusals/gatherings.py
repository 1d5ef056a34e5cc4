"""The ways in which the rules of gatherings say no.

Belongs here: as in the package. May not enter: sentences.
"""

from domain.refusals import Refusal


class GatheringsEnough(Refusal):
    """A member has as many gatherings before the group as one may. Value: `most`."""

    reason = "gatherings_enough"


class PlaceUnfit(Refusal):
    """The words about where a gathering is are missing or too long. Value: `limit`."""

    reason = "place_unfit"


class GatheringOver(Refusal):
    """The gathering is over, or does not take place."""

    reason = "gathering_over"
