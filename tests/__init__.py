"""The tests, by what they need.

unit: the domain and pure parts, no I/O. integration: storage on both engines. e2e: people talk to
the bot through the sandbox. browser: Chromium on the page. torture: kill -9 and faults; simulator:
months on a clock that jumps, which the torture judges. mutants: changes that a test must notice.
project: the house itself.
"""
