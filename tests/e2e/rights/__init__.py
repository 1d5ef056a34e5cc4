"""Every command and every button, for every role, in every kind of chat (I9, G9, A3)."""
