"""What comes in: updates and time, each carried through a turn.

Belongs here: polling, the privacy filter, the turn, speaking after it, the tick. May not enter:
the outbox's sending (`delivery`) and what a host sees (`operate`).
"""
