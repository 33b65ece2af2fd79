"""What every test may use. Only `model` needs, and makes, a trained one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.nlu.encoder import is_common
from bot.training import train

if TYPE_CHECKING:
    from bot.nlu.terms import TermMatcher

settings.register_profile("waymark", deadline=None, database=None)  # a busy machine is no fault of the code
settings.load_profile("waymark")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The repository's own knowledge."""
    return shared_knowledge()


@pytest.fixture(scope="session")
def matcher(knowledge: Knowledge) -> TermMatcher:
    """The matcher of the repository's own gazetteer, as the bot uses it."""
    from bot.nlu.terms import TermMatcher  # spaCy takes seconds to import, and few files need it

    return TermMatcher(knowledge.terms, is_common=is_common)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the files of today, trained first where it is stale; only for tests marked `model` or `server`."""
    return train()
