"""Custom actions in Rasa's own process: the same actions as `rasa run actions`, without a second server."""
from __future__ import annotations

from typing import Any, Optional

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """Stands in for the action server's address: a request to it runs the action here."""

    def __init__(self, package: str) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *args: Any, json: Optional[dict] = None, **kwargs: Any) -> Optional[dict]:
        return await self._executor.run(json)
