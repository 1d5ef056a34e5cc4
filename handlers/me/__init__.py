"""What is a person's own: /me with its settings, the toolbox, cards, and their data.

Belongs here: the conversation about oneself, in the private chat (M1 to M3, D1 to D5, D11). May not
enter: anything about somebody else.
"""
