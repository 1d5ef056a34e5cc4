"""The conversation: what Kith answers to a tap, a command or a line in private.

Belongs here: one file a feature, and what all of them speak with: steps, notes, wording, keyboards,
routing. May not enter: SQL, the network, a clock. Handlers load, ask the domain, save, and *note*
what they want to say; nothing here can send.
"""
