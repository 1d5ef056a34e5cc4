"""Signposts: where professional help is, in which order, and how sure Kith is of it.

Belongs here: lines and emergency numbers as values, what stands at first sight, opening hours, and
reading rows. May not enter: who asks, sentences, files.
"""
