"""Rounds of pairs: called, joined, drawn, and late ones taken in (P1 to P3, P6 to P8, P20).

Belongs here: a module for each. May not enter: the pair itself; whom a draw brings together meets
in the very same way as those who asked each other (`handlers/pairs`).
"""
