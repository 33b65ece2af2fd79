"""What Rasa needs to know of the answers, derived from the knowledge instead of typed again in domain.yml."""

from __future__ import annotations

import warnings
from typing import Optional, Text

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from bot.knowledge.load import shared_knowledge
from bot.nlu.examples import FAQ

# Rasa adds each retrieval intent and its action to the domain by itself, and then warns that the intent stands there
# twice and that no rule uses the action.
warnings.filterwarnings("ignore", message=f".*duplicated intents.* {FAQ}\\b")
warnings.filterwarnings("ignore", message=f".*'utter_{FAQ}' is not used in any story or rule")

# Some intents are decided by rules and records, and have no phrasings; those of look-ups share the phrasings of one.
warnings.filterwarnings("ignore", message=".*is listed in the domain file, but is not found in the NLU training data")
warnings.filterwarnings("ignore", message=".*The intent 'look_up' is not used in any story or rule")


class KnowledgeImporter(RasaFileImporter):
    """Rasa's own importer, with a response for each answer: `utter_faq/<answer id>`."""

    def get_domain(self) -> Domain:
        answers = shared_knowledge().answers
        responses = {f"utter_{FAQ}/{name}": [{"text": answer.short}] for name, answer in answers.items()}
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))

    @cached_method
    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """All phrasings; Rasa asks twice, and reading them is a quarter of training."""
        return super().get_nlu_data(language)
