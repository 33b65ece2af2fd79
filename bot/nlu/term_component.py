"""Rasa shell: the field's terms as entities."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.load import shared_knowledge
from bot.nlu.encoder import is_common
from bot.nlu.terms import FoundTerm, TermMatcher


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TermExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity for each term found; entities that stand already are kept."""

    def __init__(self) -> None:
        self._matcher = TermMatcher(shared_knowledge().terms, is_common=is_common)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TermExtractor:
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            found = [_entity(term) for term in self._matcher.find(message.get(TEXT))]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
        return messages


def _entity(term: FoundTerm) -> Dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: term.kind,
        ENTITY_ATTRIBUTE_START: term.start,
        ENTITY_ATTRIBUTE_END: term.end,
        ENTITY_ATTRIBUTE_VALUE: term.name,
    }
