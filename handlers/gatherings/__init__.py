"""Gatherings: a call, a walk, a table, proposed by anybody (F1, F2).

Belongs here: one module a part of the conversation. May not enter: rules (domain/gatherings), SQL.

Nobody sees who comes. Whoever proposed one sees the first names of those who tapped that they may,
until it is over; then nothing is left of it.
"""

from handlers.gatherings.endings import call_off_of as call_off_of
from handlers.gatherings.endings import forget as forget
from handlers.gatherings.endings import tick as tick
