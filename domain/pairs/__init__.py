"""Pairs: company asked for, offered, met and ended, decided as plain values and functions.

Belongs here: the rules of two, three or everybody meeting as equals (P4, P5, P12 to P15, P25, P27,
P28, P30, P31). May not enter: words that people read, and anything that counts or ranks people.

Two sentences hold all of it. Nothing is revealed before both say yes; and a no looks like silence.
"""
