"""What Rasa is told of the answers, and that the phrasings are read once."""

from __future__ import annotations

import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.load import shared_knowledge
from bot.places import ROOT
from bot.serving.knowledge_importer import KnowledgeImporter


@pytest.fixture
def importer() -> KnowledgeImporter:
    return KnowledgeImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [])


def test_each_answer_is_a_response(importer):
    responses = importer.get_domain().responses
    for name, answer in shared_knowledge().answers.items():
        assert responses[f"utter_faq/{name}"] == [{"text": answer.short}]


def test_phrasings_are_read_once(importer, monkeypatch):
    reads = []
    monkeypatch.setattr(
        RasaFileImporter, "get_nlu_data", lambda self, language: reads.append(language) or TrainingData()
    )
    assert importer.get_nlu_data() is importer.get_nlu_data()
    assert reads == ["en"]
