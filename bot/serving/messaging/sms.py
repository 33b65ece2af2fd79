"""The look of a reply as SMS: short first, the rest when it is asked for, choices by number."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.phrase import paragraphs
from bot.knowledge.models import Knowledge
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, numbered
from bot.serving.messaging.segments import plain, segments
from bot.serving.messaging.split import split, utf16_length

LONGEST = 1600  # characters of a message, at Twilio
MOST_SEGMENTS = 4  # of one part of an answer: some 90 words


def render(out: Outgoing, knowledge: Knowledge) -> Rendered:
    """The whole reply at once if it must not be cut, else its first part with the source; the choices come last."""
    words = knowledge.messaging
    rows = [] if out.numbered else numbered(out.choices, knowledge)
    choices = "\n".join((*rows, words.pick)) if rows else ""
    if out.whole:
        texts = split(plain(paragraphs(out.body, out.source, choices)), _can_be_sent)
    else:
        parts = split(plain(out.body), lambda part: segments(_part(part, out.source, words.more)) <= MOST_SEGMENTS)
        ends = [words.more] * (len(parts) - 1) + [paragraphs(words.detail if out.detail else "", choices)]
        texts = [_part(part, "" if n else out.source, end) for n, (part, end) in enumerate(zip(parts, ends))]
    messages = [Message(text) for whole in texts for text in split(whole, _can_be_sent)]
    messages[-1:] = [replace(message, numbers=out.choices) for message in messages[-1:]]
    sent = len(messages) if out.whole else 1
    return Rendered(tuple(messages[:sent]), tuple(messages[sent:]), out.detail)


def _part(body: str, source: str, end: str) -> str:
    return plain(paragraphs(body, source, end))


def _can_be_sent(text: str) -> bool:
    return utf16_length(text) <= LONGEST
