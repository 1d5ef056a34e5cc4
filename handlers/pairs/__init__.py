"""Pairs: company asked for, offered, met and ended (P4, P5, P9, P12 to P15, P25, P27 to P31).

Belongs here: one module a part of the conversation. May not enter: rules (domain/pairs), SQL, or a
word of what people write to each other.

A tap writes, a tick decides: which offer an asker sees, and what follows when somebody is gone, is
decided in `hours`, so that a tap does the same work whatever the others have done.
"""
