"""Gatherings, welcome, evidence, and closing, as people meet them."""
