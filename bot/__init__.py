"""The running program: command line, configuration, and the parts joined together.

Belongs here: `cli`, `config`, `app` (the one place where parts are joined), `wire` (the one place
that calls Telegram), and three rooms: `intake` (what comes in), `delivery` (what goes out by
itself), `operate` (what a host sees). May not enter: rules of peer support, SQL, sentences.
"""

import os

# Without it python-telegram-bot warns at every flood limit that it will one day give spans of time
# as such; this asks for them now (its documentation of RetryAfter). It is read at import.
os.environ.setdefault("PTB_TIMEDELTA", "true")
