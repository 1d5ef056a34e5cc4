"""What buttons are about, so that whoever may press one gets through; and what is typed.

Belongs here: the object and the choice in a button's row. May not enter: who may press it.
"""

from tests.e2e.rights.cast import Cast

SKETCH = "|0|question|mixed|me||1|1080|1|||"
ONCE = "|0|question|mixed|me|||1080|1|||2026-12-20"
PAIR = "everyone.talk.30.writing.soon.6"
ABOUT = {
    "schedule": "schedules.one schedules.pauses schedules.remove schedules.removed words.list"
    " schedules.bring_back schedules.skip schedules.pause sketches.change settings.post"
    " settings.day settings.another words.rename",
    "kept": "prompts.take_out",
    "line": "signposts.remove_line",
    "asker": "settings.accept settings.decline settings.asked",
    "two": "proposals.second",
    "round": "proposals.say",
    "gathering": "gatherings.come gatherings.leave gatherings.name gatherings.remind"
    " gatherings.calendar gatherings.look gatherings.ask_off gatherings.off speaking.ask"
    " speaking.done speaking.topic speaking.card",
    "role": "roles.willing roles.show",
    "evidence": "evidence.begin evidence.give",
    "question": "prompts.want",
    "checkin": "checkins.answer checkins.take_back checkins.show_name checkins.remind",
    "trial": "trials.say",
}
"""By the thing, the actions about it; the others are about the group of the row, or nothing."""
CHOICES = {
    "schedules.skip": "{coming}",
    "schedules.pause": "away",
    "sketches.page": f"hub!{SKETCH}",
    "sketches.save": SKETCH,
    "sketches.date": f"hub!{ONCE}",
    "sketches.time": f"hub!{SKETCH}",
    "quiet.hours": "1260-480",
    "quiet.set_break": "2026-12-01/2026-12-09",
    "settings.room": "home",
    "settings.post": "{day}",
    "settings.day": "{day}=out",
    "settings.another": "{day}=",
    "setup.zone": "Europe/Paris",
    "setup.kind": "weather",
    "setup.day": "1",
    "setup.time": "540",
    "setup.page": "zone",
    "entry.wish": "on",
    "proposals.wish": "pairs=",
    "proposals.say": "live",
    "roles.willing": "yes",
    "roles.wish": "greeter",
    "evidence.give": "0:so",
    "checkins.answer": "windy",
    "trials.say": "try",
    "holds.ask": "24",
    "agreement.take_out": "1:1",
    "agreement.write": "1:1",
    "agreement.go_along": "1",
    "pairs.turn": PAIR,
    "pairs.review": PAIR,
    "pairs.rounds_keep": "fortnightly.1.18.twos",
    "log.page": "5",
    "phrases.look": "hold.line",
    "phrases.drop": "hold.line",
    "phrases.write": "hold.line",
    "reading.wish": "",
    "reading.show": "hold=de",
    "words.rename": "windy",
    "me.section": "language",
    "me.region": "europe",
    "me.zone": "Europe/Kyiv",
    "me.letter": "G",
    "me.country": "GB",
    "me.language": "de",
    "toolbox.part": "well",
}
TYPED = {"sketches.date": "2026-12-04", "sketches.time": "09:30"}
LINE = "We meet"


def about(cast: Cast, name: str, place: str) -> int | None:
    """The id that the row of such a button has. Nothing of the circle is in another group."""
    thing = next((each for each, names in ABOUT.items() if name in names.split()), None)
    if thing is None or (place == "unset" and thing != "trial"):
        return None
    return cast.things[thing]


def choice(cast: Cast, name: str) -> str | None:
    """The choice in it."""
    found = CHOICES.get(name)
    return found and found.format(coming=cast.things["coming"], day=cast.coming_day)
