"""A stand-in for Telegram: people, groups and a bot's messages, without the network of Telegram.

Belongs here: what Telegram and its clients do, as far as a bot can tell. May not enter: anything
of bot, handlers, storage or domain; the sandbox is a stranger to the bot that it serves.

`stage.Sandbox` joins the parts, `server.application` and `server.serve` show them over HTTP.
"""
