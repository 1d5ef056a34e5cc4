"""Chromium on the page of the sandbox, with Kith behind it."""
