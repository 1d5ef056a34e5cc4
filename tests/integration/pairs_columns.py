"""Why columns of pairs may rest as they are, for the test of what rests (test_schema_privacy).

Belongs here: the reasons, and the list of what is sealed. May not enter: the test itself.
"""

OURS = "our own number, drawn or counted here"
TIME = "a time"
LIST = "a key from a closed list in the program"

SEALED = {
    "pair_concerns.name",
    "pair_concerns.words",
    "pair_offers.name",
    "pair_seats.name",
    "pair_settings.outside",
}

PLAIN = {
    "pair_apart.mark": "a keyed hash of two people at once; which two, only their two ids tell",
    "pair_concerns.about_id": OURS + ", another one in every group",
    "pair_concerns.at": TIME,
    "pair_concerns.by_id": OURS,
    "pair_concerns.group_id": OURS,
    "pair_concerns.id": OURS,
    "pair_concerns.to_id": OURS,
    "pair_offers.id": OURS,
    "pair_offers.member_id": OURS + ", another one in every group",
    "pair_offers.request_id": OURS,
    "pair_offers.state": LIST,
    "pair_reports.about_id": OURS + ", another one in every group",
    "pair_reports.at": TIME,
    "pair_reports.by_id": OURS + ", another one in every group",
    "pair_reports.id": OURS,
    "pair_reports.pair_id": OURS,
    "pair_requests.asked_at": TIME,
    "pair_requests.ends_at": TIME,
    "pair_requests.group_id": OURS,
    "pair_requests.id": OURS,
    "pair_requests.member_id": OURS + ", another one in every group",
    "pair_requests.state": LIST,
    "pair_requests.wish": LIST + ", six of them",
    "pair_seats.id": OURS,
    "pair_seats.member_id": OURS + ", another one in every group",
    "pair_seats.minute": TIME,
    "pair_seats.pair_id": OURS,
    "pair_seats.passed": "how many messages were passed on in that minute, at most 20",
    "pair_seats.place": "who begins",
    "pair_seats.times": "a bit mask of three proposed times",
    "pair_seats.told_at": TIME,
    "pair_settings.group_id": OURS,
    "pair_settings.open_since": TIME,
    "pair_standing.adult_at": TIME,
    "pair_standing.member_id": OURS + ", another one in every group",
    "pair_standing.rests_until": TIME,
    "pair_standing.stopped_at": TIME,
    "pair_ties.mark": "a keyed hash of two people at once; which two, only their two ids tell",
    "pair_ties.member_id": OURS + ", another one in every group",
    "pair_ties.pair_id": OURS,
    "pairs.agreed_at": TIME,
    "pairs.begun_at": TIME,
    "pairs.ends_at": TIME,
    "pairs.group_id": OURS,
    "pairs.id": OURS,
    "pairs.question": LIST,
    "pairs.relay": LIST,
    "pairs.relay_until": TIME,
    "pairs.size": "two or three",
    "pairs.state": LIST,
    "pairs.times_turn": "a small number",
    "pairs.wish": LIST + ", six of them",
}
