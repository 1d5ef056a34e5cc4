"""The commands that Telegram offers in each kind of chat.

Belongs here: their names, in order; `command.<name>` in the catalog says what each is for. May not
enter: what they do (`routes`).
"""

GROUP = (
    "checkins",
    "pair",
    "gatherings",
    "signposts",
    "hold",
    "agreement",
    "propose",
    "roles",
    "evidence",
    "swap",
    "closing",
    "loss",
    "log",
    "stewards",
    "me",
    "privacy",
    "help",
)
STEWARDS = (*GROUP, "setup", "settings")
PRIVATE = (
    "checkins",
    "pair",
    "gatherings",
    "signposts",
    "me",
    "privacy",
    "settings",
    "start",
    "help",
)
