"""What a question is understood as, and why, in the terminal."""

from __future__ import annotations

from bot.dialogue.context import Context
from bot.dialogue.respond import respond
from bot.dialogue.several import answer_each
from bot.evaluation.trained import read_model
from bot.knowledge.load import shared_knowledge
from bot.nlu.clean_text import clean
from bot.nlu.decide import read_calibration
from bot.nlu.understand import parts_of, understand
from bot.training import train
from bot.triage.rules import Rules


def ask(question: str) -> None:
    """Print the terms found, the ranking, the decision and the reply."""
    trained = read_model(train())
    text = clean(question)
    terms = trained.matcher.find(text)
    knowledge = shared_knowledge()
    rules, languages = Rules(knowledge.triage), knowledge.languages
    understood = understand(
        text, terms, trained.learnt, trained.encoder, read_calibration(), rules=rules, languages=languages
    )
    print("terms:   ", ", ".join(f"{term.name} ({term.kind})" for term in terms) or "none")
    for label, score in understood.ranking[:8]:
        print(f"  {score:.3f}  {label}")
    print("features:", ", ".join(f"{name} {value:.3f}" for name, value in understood.features.items()))
    print(f"decision: {understood.decision}")
    print(f"query:    {understood.query}")
    parts = parts_of(text, understood)
    said = answer_each(parts, Context(), knowledge) if len(parts) > 1 else respond(parts[0], Context(), knowledge)
    print("\n" + said.reply.text)
