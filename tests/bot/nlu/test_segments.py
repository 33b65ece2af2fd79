"""The question is found in a long message, and a short one is left whole."""
import pytest

from bot.nlu.segments import questions_in

STORY = "My mother rang me late last night and she was crying because the doctor had called her."

FOUND = [
    ("What is chemo?", []),
    ("", []),
    ("?", []),
    ("Is it? Is it?", []),
    (STORY, []),
    (f"{STORY} What is a bone scan?", ["What is a bone scan?"]),
    (f"What is a bone scan? {STORY}", ["What is a bone scan?"]),
    (f"{STORY} What is a bone scan? Does it hurt?", ["What is a bone scan?", "Does it hurt?"]),
    (f"{STORY} What is it ?", ["What is it ?"]),
]


@pytest.mark.parametrize("text, questions", FOUND)
def test_questions_of_a_long_message(text, questions):
    assert questions_in(text) == questions
