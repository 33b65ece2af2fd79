"""Keeping libraries quiet: people see our lines, and no log holds what a person wrote."""

from __future__ import annotations

import logging
import os


def quiet_warnings() -> None:
    """Show no warnings and progress bars of libraries, which some of them would turn on again; ours are logged."""
    os.environ.setdefault("TQDM_DISABLE", "1")
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def quiet() -> None:
    """Show what is at least a warning (`LOG_LEVEL` says otherwise); Rasa's debug lines hold a person's words."""
    from rasa.utils.log_utils import configure_structlog

    level = logging.getLevelName(os.environ.get("LOG_LEVEL", "WARNING"))
    logging.basicConfig(level=level)
    logging.getLogger("rasa").setLevel(level)
    configure_structlog(level)
