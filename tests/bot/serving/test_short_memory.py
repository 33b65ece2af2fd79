"""A conversation can be deleted, through whatever Rasa wraps its memory in; a store that cannot delete is told."""

from __future__ import annotations

import pytest
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from bot.serving.short_memory import ShortMemory, memory_of


@pytest.mark.parametrize("wrap", [lambda store: store, FailSafeTrackerStore, AwaitableTrackerStore])
def test_conversation_is_deleted(wrap):
    memory = ShortMemory(Domain.empty())
    memory.store.update(one="said", two="said")
    memory_of(wrap(memory)).delete("one")
    memory_of(wrap(memory)).delete("nobody")
    assert memory.store == {"two": "said"}


def test_store_that_cannot_delete_is_refused():
    with pytest.raises(TypeError, match="InMemoryTrackerStore cannot delete .* Mend: "):
        memory_of(FailSafeTrackerStore(InMemoryTrackerStore(Domain.empty())))
