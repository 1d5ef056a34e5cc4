"""Settings: everything that a group can set, as one tree of buttons for its stewards (A1, A9).

Belongs here: the tree, its screens, and the way back to it. May not enter: a second way to change
anything; each door leads to the screen of the feature that it belongs to.
"""
