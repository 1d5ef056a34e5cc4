"""Why columns of a group's own power may rest as they are, for the test of what rests.

Belongs here: the reasons, and the list of what is sealed. May not enter: the test itself.
"""

OURS = "our own number, drawn or counted here"
MEMBER = OURS + ", another one in every group"
TIME = "a time"
LIST = "a key from a closed list in the program"

SEALED = {"changes.before", "changes.after"}

PLAIN = {
    "changes.at": TIME,
    "changes.group_id": OURS,
    "changes.id": OURS,
    "changes.kind": LIST,
    "changes.member_id": MEMBER + "; the steward who made it, which the group can see",
    "changes.way": LIST,
}
