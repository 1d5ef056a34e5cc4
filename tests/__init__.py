"""The tests, by what they need.

unit: the domain and pure parts, no I/O. integration: storage on both engines. e2e: people talk to
the bot through the sandbox. browser: Chromium on the page. torture: kill -9 and faults.
project: the house itself.
"""
