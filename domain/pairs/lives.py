"""The lives of a request, an offer, a pair and its relay, as tables of values.

Belongs here: which state follows which, on what. May not enter: code paths for one state, or who
may bring an event about. The drawing in docs/pairs.md is made from these tables.

What only one person can see of a life is not told by it to another: whoever offered company is
told nothing by any state but `met`, and the line in the group stands until the request is `over`.
"""

from domain.lives import Life

REQUEST = Life(
    "request",
    "open",
    {
        ("open", "filled"): "found",
        ("open", "stopped"): "stopped",
        ("open", "ended"): "over",
        ("found", "ended"): "over",
        ("stopped", "ended"): "over",
    },
)
"""`stopped`: the asker stopped asking, or is gone. The line in the group stays, whatever the state,
until its fixed end (P31)."""

OFFER = Life(
    "offer",
    "waiting",
    {
        ("waiting", "shown"): "shown",
        ("shown", "chosen"): "chosen",
        ("shown", "declined"): "declined",
        ("shown", "fell"): "waiting",
        ("chosen", "fell"): "waiting",
        ("chosen", "met"): "met",
        ("waiting", "taken_back"): "taken_back",
        ("shown", "taken_back"): "taken_back",
        ("chosen", "taken_back"): "taken_back",
        ("declined", "taken_back"): "declined",
        ("taken_back", "offered"): "waiting",
        ("waiting", "offered"): "waiting",
        ("shown", "offered"): "shown",
        ("chosen", "offered"): "chosen",
        ("declined", "offered"): "declined",
    },
)
"""`waiting`: kept for the asker, who sees one at a time (P5); `chosen`: they said yes to it, and
for a trio another one is awaited; `fell`: it cannot be just now. Nothing is told to the one who
offered but in `met`; taking back and offering again look the same in every other state (P25)."""

PAIR = Life("pair", "live", {("live", "ended"): "over"})
"""One way in, one way out: by a tap of any of them, by the clock, or because somebody is gone; the
words are the same (P28)."""

RELAY = Life(
    "relay",
    "shut",
    {
        ("shut", "wanted"): "wanted",
        ("wanted", "wanted"): "wanted",
        ("wanted", "agreed"): "open",
        ("open", "agreed"): "open",
        ("open", "spoken"): "open",
        ("wanted", "closed"): "shut",
        ("open", "closed"): "shut",
    },
)
"""It opens when two have tapped, and closes by a tap of any of them or by stillness (P27)."""

ROUND = Life(
    "round",
    "open",
    {
        ("open", "drawn"): "drawn",
        ("open", "fell"): "over",
        ("drawn", "ended"): "over",
    },
)
"""`drawn`: whoever comes late can still be taken in (P20); `fell`: the group is on a break, or has
no rounds any more, so it is not drawn."""

JOIN = Life(
    "join",
    "joined",
    {
        ("joined", "left_out"): "left_out",
        ("joined", "came_late"): "late",
        ("late", "asked"): "asking",
        ("asking", "declined"): "late",
    },
)
"""One who has joined a round, until they meet somebody or it is over: then nothing of it is kept.
`left_out`: the draw had nobody for them, and they were told; `asking`: a pair is asked whether they
can be its third."""

THIRD = Life(
    "third",
    "free",
    {
        ("free", "asked"): "asked",
        ("asked", "declined"): "closed",
        ("asked", "met"): "closed",
    },
)
"""Whether a pair of a round can be asked to take a late one in: once, and never again (P20)."""

LIVES = (REQUEST, OFFER, PAIR, RELAY, ROUND, JOIN, THIRD)
