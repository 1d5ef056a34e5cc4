"""Signposts: what Kith says to somebody who looks for help (S1 to S21).

Belongs here: what is asked for (`request`), the screens (`screens`), each line in words (`lines`),
cards (in `screens`), and the few taps that keep something (`choices`, `local`). May not enter: the
network, the database for anything that is only shown: these screens are made from memory.
"""
