"""Tests of one kind; see tests/__init__.py."""
