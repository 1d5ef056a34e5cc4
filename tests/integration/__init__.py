"""storage/ on both of its databases, each of them real."""
