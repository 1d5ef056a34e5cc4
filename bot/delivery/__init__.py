"""What goes out by itself: rows of the outbox, each sent at most as often as its class allows.

Belongs here: claiming, sending, and saying honestly what became of it. May not enter: why a row
exists, or what it says; the handlers render it at the claim.
"""
