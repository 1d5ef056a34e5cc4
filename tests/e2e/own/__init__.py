"""One's own check-in, lived through by its member."""
