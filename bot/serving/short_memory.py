"""Rasa's tracker store in memory, which forgets the beginning of a long conversation, and all of one when asked to."""

from __future__ import annotations

from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain

MOST_EVENTS = 48  # about six turns; what the conversation needs of earlier ones is in its slot


class ShortMemory(InMemoryTrackerStore):
    """Keeps the last events of each conversation, so that the three hundredth turn is as quick as the first."""

    def __init__(self, domain: Domain, event_broker: Optional[EventBroker] = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.max_event_history = MOST_EVENTS

    def delete(self, sender_id: str) -> None:
        """Forget a conversation; nothing happens where there is none."""
        self.store.pop(sender_id, None)


def memory_of(store: TrackerStore) -> ShortMemory:
    """The memory that Rasa has wrapped up, which alone can forget: Rasa's stores have no way to delete.

    Raises:
        TypeError: where another tracker store is set.
    """
    while isinstance(store, (FailSafeTrackerStore, AwaitableTrackerStore)):
        store = store._tracker_store
    if not isinstance(store, ShortMemory):
        raise TypeError(
            f"{type(store).__name__} cannot delete a conversation, which the web channel promises. "
            f"Mend: set the tracker store of endpoints.yml to {ShortMemory.__module__}.{ShortMemory.__name__}."
        )
    return store
