"""Rasa shell: a typed slash command is text like any other, and words typed short are read in full."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.load import shared_knowledge
from bot.nlu.shorthand import heard


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class PlainText(GraphComponent):
    """Replaces each message's text by its clean form, in full; adds and removes nothing else."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlainText:
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        shorthand = shared_knowledge().shorthand
        for message in messages:
            message.set(TEXT, heard(message.get(TEXT) or "", shorthand))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.intent_examples)
        return training_data
