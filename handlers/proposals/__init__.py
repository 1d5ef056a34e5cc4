"""Proposals: what is put before a group, its answers, and what becomes of it (G4, G10).

Belongs here: the gate through which every change goes, and the rounds. May not enter: what can be
changed (`changes`); whoever wants a change hands it to the gate.
"""
