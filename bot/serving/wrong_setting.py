"""What is told of a setting that cannot be."""

from __future__ import annotations


class WrongSetting(Exception):
    """A setting that cannot be, and the mend, in one line."""
