"""Finding the question in a long message."""
from __future__ import annotations

import spacy

SHORT = 14  # words; a shorter message is one question

_nlp = spacy.blank("en")
_nlp.add_pipe("sentencizer")


def questions_in(text: str) -> list[str]:
    """The sentences of a long message that ask something; none of a short one.

    >>> questions_in("What is chemo?")
    []
    >>> long = "My mother rang me late at night and she was crying. I did not know what to say. Where does it spread?"
    >>> questions_in(long)
    ['Where does it spread?']
    """
    doc = _nlp(text)
    if len(doc) < SHORT:
        return []
    return [sentence.text for sentence in doc.sents if sentence.text.rstrip().endswith("?")]
