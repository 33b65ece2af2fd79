"""Conversations in YAML are tests, wherever pytest is started from."""

pytest_plugins = ["bot.fixtures.plugin"]
