"""Kith and Telegram in one thread, on a clock that jumps: one seed, one story, every time.

`python -m tests.simulator SEED` plays one seed and tells it.
"""
