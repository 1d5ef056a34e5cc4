"""Roles that go round among those who are willing (G11).

Belongs here: the screen of the roles, the turns. May not enter: which roles there are; the group
decides on those (`changes`).
"""
