"""A group's own power, as people live it."""
