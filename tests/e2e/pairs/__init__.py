"""Pairs, played by people."""
