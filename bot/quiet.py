"""Keeping libraries quiet: people see our lines, and no log holds what a person wrote."""
from __future__ import annotations

import logging
import os
import warnings


def quiet() -> None:
    """Show warnings of our own and errors of all; Rasa's debug lines would hold the person's words."""
    from rasa.utils.log_utils import configure_structlog

    level = logging.getLevelName(os.environ.get("LOG_LEVEL", "WARNING"))
    logging.basicConfig(level=level)
    logging.getLogger("rasa").setLevel(level)
    configure_structlog(level)
    warnings.simplefilter("ignore", DeprecationWarning)
    warnings.simplefilter("ignore", FutureWarning)
