"""Rasa's tracker store in memory, which forgets the beginning of a long conversation."""

from __future__ import annotations

from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

MOST_EVENTS = 48  # about six turns; what the conversation needs of earlier ones is in its slot


class ShortMemory(InMemoryTrackerStore):
    """Keeps the last events of each conversation, so that the three hundredth turn is as quick as the first."""

    def __init__(self, domain: Domain, event_broker: Optional[EventBroker] = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.max_event_history = MOST_EVENTS
