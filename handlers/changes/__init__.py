"""Changes of what a group has set: the one place that applies them, and tells of them (G8).

Belongs here: the kinds of change, a module an area, and applying one together with its line in the
log and its announcement. May not enter: features. They ask for a change, and know nothing of how it
is decided.
"""
