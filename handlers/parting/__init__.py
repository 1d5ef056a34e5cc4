"""Parting (G13).

Belongs here: a group that closes well (`closing`), and everything that rests when one of its people
has died (`loss`). May not enter: erasing a person who wants it (`me`), a hold (`holds`).
"""

from handlers.parting.closing import tick as tick
