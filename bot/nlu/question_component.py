"""Rasa shell: what a message asks for, and how sure that is."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.part import PARTS
from bot.knowledge.load import fingerprint, shared_knowledge
from bot.nlu.decide import Calibration, Decision, read_calibration
from bot.nlu.encoder import Encoder, is_common, shared_encoder
from bot.nlu.examples import FAQ, Phrasing
from bot.nlu.terms import FoundTerm, TermMatcher
from bot.nlu.understand import Learnt, Understanding, learn, parts_of, restore, understand
from bot.triage.rules import Rules

LONGEST_RANKING = 10
TRAINING_THREADS = 2  # nothing else runs while training
ALL_TEXTS = 10**6  # more than are learnt from, some of them for several things
VECTORS, FACTS = "vectors.npz", "facts.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(IntentClassifier, GraphComponent):
    """Writes `intent`, `intent_ranking` and `response_selector`, as Rasa's own components do; and `parts`, the questions
    in the message, for the actions."""

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._encoder: Optional[Encoder] = None  # what follows is there once the component is loaded
        self._calibration: Optional[Calibration] = None
        self._learnt: Optional[Learnt] = None
        self._rules: Optional[Rules] = None
        self._languages: tuple[str, ...] = ()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionClassifier:
        return cls(model_storage, resource)

    @staticmethod
    def fingerprint_addon(config: Dict[str, Any]) -> str:
        """So that edited knowledge, whose titles are learnt too, always trains anew."""
        return fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        phrasings = [_phrasing(message) for message in training_data.intent_examples]
        knowledge = shared_knowledge()
        matcher = TermMatcher(knowledge.terms, is_common=is_common)
        learnt = learn(phrasings, knowledge, Encoder(threads=TRAINING_THREADS, keep=ALL_TEXTS), matcher)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / VECTORS, **learnt.arrays())
            (folder / FACTS).write_text(json.dumps(learnt.facts()), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionClassifier:
        component = cls(model_storage, resource)
        component._encoder = shared_encoder()
        component._calibration = read_calibration()
        component._rules = Rules(shared_knowledge().triage)
        component._languages = tuple(shared_knowledge().languages)
        with model_storage.read_from(resource) as folder:
            with np.load(folder / VECTORS) as arrays:
                facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
                component._learnt = restore(dict(arrays), facts)
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            terms = [_term(entity) for entity in message.get(ENTITIES, [])]
            understood = understand(
                message.get(TEXT),
                terms,
                self._learnt,
                self._encoder,
                self._calibration,
                rules=self._rules,
                languages=self._languages,
            )
            self._write(understood, message)
        return messages

    def _write(self, understood: Understanding, message: Message) -> None:
        decision = understood.decision
        best = {INTENT_NAME_KEY: decision.intent, PREDICTED_CONFIDENCE_KEY: decision.confidence}
        others = [
            {INTENT_NAME_KEY: label, PREDICTED_CONFIDENCE_KEY: score}
            for label, score in understood.ranking[:LONGEST_RANKING]
        ]
        message.set(INTENT, best, add_to_output=True)
        message.set("intent_ranking", [best, *others], add_to_output=True)
        message.set("response_selector", _selector(decision), add_to_output=True)
        message.set(PARTS, [part.to_dict() for part in parts_of(message.get(TEXT), understood)], add_to_output=True)


def _selector(decision: Decision) -> Dict[Text, Any]:
    rows = [
        {"confidence": decision.confidence if place == 0 else 0.0, "intent_response_key": f"{FAQ}/{answer}"}
        for place, answer in enumerate(decision.answers)
    ]
    first = rows[0] if rows else {"confidence": 0.0, "intent_response_key": None}
    return {"all_retrieval_intents": [FAQ], FAQ: {"response": first, "ranking": rows}}


def _term(entity: Dict[Text, Any]) -> FoundTerm:
    return FoundTerm(entity["value"], entity["entity"], entity["start"], entity["end"])


def _phrasing(message: Message) -> Phrasing:
    metadata = (message.get("metadata") or {}).get("intent") or {}
    intent = message.get("intent_response_key") or message.get(INTENT)
    return Phrasing(message.get(TEXT), intent, metadata.get("style", ""), metadata.get("topic", ""))
