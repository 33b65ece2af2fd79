"""The bot in this process: Rasa's agent, with the custom actions beside it instead of behind a second server."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.nlu.clean_text import clean
from bot.places import ROOT
from bot.quiet import quiet


class TrustedAction(RemoteAction):
    """An action whose result is not validated: it comes from this process, and Rasa's check of it (of the JSON schema
    itself, each time) takes three quarters of a turn."""

    def _validate_action_result(self, result: dict) -> bool:
        return True


class InProcessActions(EndpointConfig):
    """Stands in for the action server's address: a request to it runs the action here."""

    def __init__(self, package: str) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)  # no action reads the domain
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *args: Any, json: Optional[dict] = None, **kwargs: Any) -> Optional[dict]:
        return await self._executor.run(json)


async def load_bot(model: Path, loop: Any = None) -> Agent:
    """The trained bot, ready to answer: its first message, which is slow, is behind it."""
    quiet()
    action.RemoteAction = TrustedAction  # the class that Rasa makes custom actions of
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.action = InProcessActions("actions")
    agent = await load_agent(model_path=str(model), endpoints=endpoints, loop=loop)
    await say(agent, "hello", "warm-up")
    return agent


async def say(agent: Agent, text: str, sender: str) -> list[dict]:
    """Say something to the bot; the messages it replies with, as the REST channel would give them."""
    output = CollectingOutputChannel()
    await agent.handle_message(UserMessage(clean(text), output, sender))
    return output.messages
