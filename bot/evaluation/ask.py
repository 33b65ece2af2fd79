"""What a question is understood as, and why, in the terminal."""

from __future__ import annotations

from bot.answering.compose import answer_reply
from bot.evaluation.trained import read_model
from bot.knowledge.load import shared_knowledge
from bot.nlu.clean_text import clean
from bot.nlu.decide import ANSWER, read_calibration
from bot.nlu.understand import understand
from bot.training import train


def ask(question: str) -> None:
    """Print the terms found, the ranking, the decision and the reply."""
    trained = read_model(train())
    text = clean(question)
    terms = trained.matcher.find(text)
    understood = understand(text, terms, trained.learnt, trained.encoder, read_calibration())
    print("terms:   ", ", ".join(f"{term.name} ({term.kind})" for term in terms) or "none")
    for label, score in understood.ranking[:8]:
        print(f"  {score:.3f}  {label}")
    print("features:", ", ".join(f"{name} {value:.3f}" for name, value in understood.features.items()))
    print(f"decision: {understood.decision}")
    if understood.decision.intent == ANSWER:
        print("\n" + answer_reply(understood.decision.answers[0], shared_knowledge()).text)
