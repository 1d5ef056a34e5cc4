"""The migrations, one file a revision under `versions`; `env.py` runs them on a given connection.

Belongs here: schema changes and what moves data with them. May not enter: gateways; a migration
never imports the present tables, it says what they were.
"""
