"""Groups: how long Kith waits when it comes into one, and when it is gone from one.

Belongs here: the rules of a group's coming and going (O8, O13) as values. May not enter: what is
kept of a group, or how Kith leaves. Spans are seconds.
"""

GRACE = 60
"""In a chat that it does not know, Kith waits this long for an operator's code before it leaves
(O8): Telegram tells of the joining first, and brings the code a moment later."""

ABSENCE = 30 * 86_400
"""After this long without Kith, everything about a group is erased (O13)."""

INVITE_LIFE = 7 * 86_400
"""For this long an operator's code lets Kith into one group."""

MOVING = 3
"""In a supergroup, Kith waits this long before it says hello: where a group that it knows becomes
one, Telegram may tell first that Kith joined there (A5)."""

FIRST_ZONE = "UTC"
"""What a new group has until it chooses."""

TOPIC_CLOSED = "topic_closed"
"""Why a schedule waits: its topic takes no more messages (A4). Kith never falls back to another."""
