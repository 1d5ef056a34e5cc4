"""Why columns of looking back may rest as they are, for the test of what rests.

Belongs here: the reasons, and the list of what is sealed. May not enter: the test itself.
"""

OURS = "our own number, drawn or counted here"
TIME = "a time"
LIST = "a key from a closed list in the program"

SEALED = {
    "evidence.lines",
    "evidence.report",
    "evidence_rounds.lines",
    "evidence_tallies.tally",
}

PLAIN = {
    "evidence.group_id": OURS,
    "evidence.next_at": TIME,
    "evidence_marks.mark": "a keyed hash of a member, a question and a round; not of an answer",
    "evidence_marks.round_id": OURS,
    "evidence_rounds.closes_at": TIME,
    "evidence_rounds.group_id": OURS,
    "evidence_rounds.id": OURS,
    "evidence_rounds.state": LIST,
    "evidence_rounds.told": "keys from closed lists in the program",
    "evidence_rounds.way": LIST,
    "evidence_tallies.round_id": OURS,
}
