"""The house itself: its files, contracts, documents and package, and Kith as people start it.

Each rule is a function of its own, so that a planted mistake can show that it finds one.
"""
