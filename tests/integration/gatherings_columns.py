"""Why columns of gatherings may rest as they are, for the test of what rests.

Belongs here: the reasons, and the list of what is sealed. May not enter: the test itself.
"""

OURS = "our own number, drawn or counted here"
MEMBER = OURS + ", another one in every group"
TIME = "a time"
LIST = "a key from a closed list in the program"

SEALED = {"comings.name", "gatherings.name", "gatherings.place", "speakers.name", "welcomes.words"}

PLAIN = {
    "comings.gathering_id": OURS,
    "comings.id": OURS,
    "comings.member_id": MEMBER + "; erased when it is over",
    "gatherings.at": TIME,
    "gatherings.ends_at": TIME,
    "gatherings.group_id": OURS,
    "gatherings.id": OURS,
    "gatherings.kind": LIST,
    "gatherings.length": "minutes",
    "gatherings.member_id": MEMBER + "; emptied when it is over",
    "gatherings.minute": TIME,
    "gatherings.places": "how many can come",
    "gatherings.state": LIST,
    "gatherings.topic": "the number of a topic of the group's chat",
    "gatherings.until": TIME,
    "gatherings.weeks": "a number of weeks",
    "speakers.asked_at": TIME,
    "speakers.gathering_id": OURS,
    "speakers.member_id": MEMBER + "; erased when it is over",
    "speakers.turns": "how many turns they have had that evening",
    "speakers.until": TIME,
    "welcomes.group_id": OURS,
}
