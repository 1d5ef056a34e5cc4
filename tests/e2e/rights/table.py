"""The table of rights: for each command, button, link and field, who may use it, and where.

Belongs here: names of routes in classes, and what each class says of a role in a place. May not
enter: playing it. A route that stands in none of these, or in two, fails the test.
"""

from dataclasses import dataclass

GONE, ONLY_STEWARDS, NOT_BEGUN = "button_gone", "not_steward", "group_unknown"
PASS, THEIRS = "", "theirs"
"""Let through; refused in whatever words, since it is about something of somebody else."""

STEWARDS = {
    "group": {"steward", "chosen"},
    "topic": {"steward", "chosen"},
    "private": {"steward", "chosen"},
    "unset": {"steward"},
    "other": {"elsewhere"},
}
"""Whose power it is, by place: it ends at the group's border."""
INSIDERS = {"member", "steward", "chosen", "demoted"}
"""Who was seen in the group of late: what counts in private, where nobody can see them there."""
NOBODY = {"anonymous", "channel", "linked"}


@dataclass(frozen=True, slots=True)
class Class:
    """`words`: for the page. Then who is let through: all, insiders, stewards, admins or none; in
    the group and its topics, and in private. `others`: what they hear. `sets`: a steward's tap
    takes effect at once."""

    words: str
    group: str
    private: str
    others: str = GONE
    sets: bool = False


CLASSES = {
    "self": Class("each person, for themselves", "none", "all"),
    "shown": Class("whoever sees it; it tells nothing of the group", "all", "all"),
    "given": Class("whoever was given the link in the group", "all", "all"),
    "post": Class("whoever taps below the post", "all", "none"),
    "ours": Class("whoever acts in the group", "all", "insiders"),
    "setting": Class(
        "stewards at once; whoever acts in the group, as a proposal", "all", "insiders", sets=True
    ),
    "inside": Class("whoever was seen in the group before", "insiders", "insiders"),
    "stewards": Class("stewards", "stewards", "stewards", ONLY_STEWARDS),
    "ruled": Class("stewards, at once", "stewards", "stewards", ONLY_STEWARDS, sets=True),
    "ended": Class("who proposed it, and stewards", "stewards", "stewards", ONLY_STEWARDS),
    "post_ruled": Class("stewards who tap below the post", "stewards", "none", ONLY_STEWARDS),
    "admins": Class("Telegram's admins, not who was chosen", "admins", "admins", ONLY_STEWARDS),
    "set_up": Class("stewards, until the group says yes", "stewards", "stewards", ONLY_STEWARDS),
    "theirs": Class("whom it was made for", "none", "none"),
}


def _named(**prefixed: str) -> set[str]:
    return {f"{prefix}.{name}" for prefix, names in prefixed.items() for name in names.split()}


TAPS = {
    "self": _named(
        me="home section away quiet region zone letter country language likes copy"
        " forget_choices erase erase_now erase_think stay",
        toolbox="home part turn_card take_out open",
        card="hours post take_away",
        own="home sketch page save date time skip pauses pause bring_back remove removed history"
        " older take_out take_out_all days keep answer take_back write",
        consent="give",
        fields="cancel",
        settings="groups",
    ),
    "shown": _named(pairs="leave enough pick", privacy="home kept others", settings="decline"),
    "post": _named(
        checkins="answer take_back show_name remind",
        prompts="want",
        reading="show",
        proposals="say",
        trials="say",
        evidence="begin give",
        impersonal="agreement checkins closing evidence gatherings help hold log loss me pair"
        " privacy propose roles stewards swap",
    ),
    "ours": _named(
        schedules="wanted remove",
        sketches="new page change",
        quiet="show_hours break",
        prompts="own",
        signposts="lines",
        words="list",
        phrases="list look drop",
        log="page",
        welcome="read",
        agreement="show lines changed review begin go_along take_out",
        proposals="menu language steering wish",
        entry="choose",
        roles="show others willing wish",
        evidence="show",
        handing="card",
        holds="choose ask",
        parting="closing loss rest take_back copy",
        swap="show give",
        gatherings="new come leave name remind calendar look",
        speaking="ask done topic card",
        pairs="ask adult rounds",
        checkins="company",
    ),
    "setting": _named(
        schedules="removed",
        sketches="save",
        quiet="hours set_break",
        prompts="take_out",
        signposts="remove_line",
        welcome="silence",
        entry="wish",
        reading="wish",
        pairs="rounds_keep",
    ),
    "inside": _named(settings="accept", pairs="standing turn"),
    "stewards": _named(
        schedules="one pauses list bring_back",
        settings="room week post numbers stewards lay_down another",
        pairs="settings",
    ),
    "ruled": _named(schedules="skip pause", settings="day", pairs="switch"),
    "post_ruled": _named(proposals="second", impersonal="settings setup"),
    "ended": _named(gatherings="ask_off off"),
    "admins": _named(settings="ask end_all"),
    "set_up": _named(setup="open page zone kind day time country propose drop"),
    "theirs": _named(
        entry="come_in leave",
        evidence="release picture file",
        proposals="propose leave take_back",
        roles="take pass",
        concerns="answer see_answer",
        phrases="save",
        gatherings="draft page choose drop post",
        pairs="send stop_asking offer adult_offer take_back see_offer yes no look turns want_turns"
        " begin_turns more_turns stop_turns card card_post see_card times suits other_times"
        " calendar show_name write more text_only close_relay end report apart together next_day"
        " happened not_happened ask_no_more look_back to_steward see_concern halt unhalt"
        " about join_round adult_round leave_round round_news see_third third no_third",
    ),
}
OPEN_TAPS = {"self": {"keep", "forget", "wrong", "card"}, "stewards": {"local"}}
"""Buttons of the signposts: they have no row, and never expire."""

LINKS = {
    "self": {"me.open"},
    "shown": {"pairs.rather_not"},
    "ours": _named(
        agreement="write",
        roles="write",
        sketches="date time",
        pairs="review outside introduction",
        evidence="write lines",
        words="rename",
        welcome="write",
        prompts="propose",
        swap="take",
        phrases="find write",
        signposts="add_line",
        gatherings="look",
    ),
    "given": {"concerns.choose"},
    "inside": {"settings.asked"},
    "stewards": _named(schedules="list", settings="open"),
    "set_up": {"setup.open"},
    "theirs": _named(gatherings="where", pairs="offer join_round", parting="name"),
}
FIELDS = {
    "self": _named(toolbox="write", own="date time write"),
    "ours": _named(
        sketches="date time",
        agreement="write",
        roles="write",
        evidence="write lines",
        swap="take",
        phrases="find write",
        prompts="propose",
    ),
    "setting": _named(
        pairs="outside introduction", words="rename", welcome="write", signposts="add_line"
    ),
    "theirs": _named(concerns="answer", pairs="concern", gatherings="where"),
}
COMMANDS = {
    "all": {"help", "me", "privacy", "start", "checkins", "signposts", "crisis", "support"}
    | {"stewards", "pair"},
    "ours": {"gatherings", "evidence", "swap", "closing", "loss", "log", "agreement", "propose"}
    | {"roles", "hold"},
    "stewards": {"settings", "setup"},
}
"""In groups; in private each answers whoever writes it, or is a line that nobody reads."""


def class_of(table: dict[str, set[str]], name: str) -> str:
    """The one class in which a route stands. Raises LookupError."""
    found = [each for each, names in table.items() if name in names]
    if len(found) != 1:
        raise LookupError(f"{name} stands in {found or 'no class'}: give it one in table.py")
    return found[0]


def may(who: str, role: str, place: str) -> bool:
    """Whether a role is among them there."""
    match who:
        case "all":
            return True
        case "insiders":
            return role in INSIDERS
        case "stewards":
            return role in STEWARDS[place]
        case "admins":
            return role in STEWARDS[place] and role != "chosen"
        case _:
            return False
