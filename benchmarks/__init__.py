"""Measurements that anyone can repeat, and that documents quote.

Belongs here: one module a question, run by a person: `python -m benchmarks.draw`. A timing stands
beside a peer or a limit of the same run. May not enter: tests, or anything that Kith needs.
"""
