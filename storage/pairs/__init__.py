"""Remembers pairs, in parts: who stands how, requests and offers, meetings, who is kept apart.

Belongs here: a module for each. May not enter: a statement in this file; which state follows which
is in domain/pairs/lives. Times are UTC seconds.
"""
