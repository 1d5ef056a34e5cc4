"""What the outbox can hold, and what time brings.

Belongs here: which feature renders which kind of post, and which features have something to do as
time passes. May not enter: sending, or the texts themselves.
"""

from handlers import checkins

RENDER = {"checkin": checkins.render}
"""By the kind of the row: the post as of now, or None when its reason is gone."""

TICKS = (checkins.tick,)
"""Each runs in the transaction of a tick, with the present time (UTC seconds), and answers how much
it found to do."""
