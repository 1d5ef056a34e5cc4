"""What peer support asks for, decided as plain values and functions.

Belongs here: the rules of Kith. May not enter: Telegram, SQL, asyncio, a clock or randomness;
`now` (UTC epoch seconds) and `rng` are arguments.
"""
