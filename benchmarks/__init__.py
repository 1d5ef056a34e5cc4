"""Measurements that documents quote; each says its command.

Belongs here: simulations and timings that a person runs. May not enter: anything Kith needs.
"""
