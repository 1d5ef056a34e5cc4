"""Why columns of a group's own power may rest as they are, for the test of what rests.

Belongs here: the reasons, and the list of what is sealed. May not enter: the test itself.
"""

OURS = "our own number, drawn or counted here"
MEMBER = OURS + ", another one in every group"
TIME = "a time"
LIST = "a key from a closed list in the program"

SEALED = {
    "agreements.words",
    "changes.after",
    "changes.before",
    "drafts.after",
    "drafts.before",
    "proposals.after",
    "proposals.before",
    "roles.name",
}

PLAIN = {
    "agreement_yes.member_id": MEMBER,
    "agreement_yes.version": "which version of the agreement",
    "agreements.group_id": OURS,
    "agreements.id": OURS,
    "agreements.since": TIME,
    "agreements.version": "counted up",
    "changes.at": TIME,
    "changes.group_id": OURS,
    "changes.id": OURS,
    "changes.kind": LIST,
    "changes.member_id": MEMBER + "; the steward who made it, which the group can see",
    "changes.way": LIST,
    "drafts.group_id": OURS,
    "drafts.id": OURS,
    "drafts.kind": LIST,
    "drafts.made_at": TIME,
    "drafts.member_id": MEMBER + "; erased within a day",
    "drafts.object_id": OURS,
    "drafts.way": LIST,
    "proposal_answers.answer": LIST + "; erased when it is decided",
    "proposal_answers.member_id": MEMBER,
    "proposal_answers.proposal_id": OURS,
    "proposals.ends_at": TIME,
    "proposals.group_id": OURS,
    "proposals.id": OURS,
    "proposals.kind": LIST,
    "proposals.made_at": TIME,
    "proposals.member_id": MEMBER + "; so that nobody answers to what they propose themselves",
    "proposals.needed": "one or two",
    "proposals.object_id": OURS,
    "proposals.state": LIST,
    "proposals.way": LIST,
    "role_turns.begun_at": TIME,
    "role_turns.id": OURS,
    "role_turns.look_at": TIME,
    "role_turns.member_id": MEMBER + "; who was drawn, until the next turn",
    "role_turns.role_id": OURS,
    "role_turns.state": LIST,
    "role_willing.held_at": TIME,
    "role_willing.member_id": MEMBER,
    "role_willing.passed_turn": OURS,
    "role_willing.role_id": OURS,
    "roles.group_id": OURS,
    "roles.id": OURS,
    "roles.next_at": TIME,
    "entries.asked_at": TIME,
    "entries.group_id": OURS,
    "entries.person_id": OURS,
    "entries.version": "a number of an agreement",
    "steering.entry": LIST,
    "steering.group_id": OURS,
    "steering.handed_at": TIME,
    "steering.review_at": TIME,
    "steering.review_on": "a date",
    "steering.way": LIST,
}
