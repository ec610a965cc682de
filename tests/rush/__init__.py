"""Everybody at once, against real servers: `crowd` registers, `servers` serves, `ledger` counts what came of it.

In the suite with few people; with as many as one likes by SCDAPP_RUSH=1000. Speed is measured by `dev.py bench` and
asserted nowhere.
"""
