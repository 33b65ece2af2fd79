"""Small pieces of replies: names, lists and sources, worded from the knowledge."""

from __future__ import annotations

from typing import Iterable, Sequence

from bot.answering.reply import Source
from bot.knowledge.models import Drug, Knowledge, Treatment


def listed(names: Sequence[str], knowledge: Knowledge, *, last: str = "and") -> str:
    """Names as a person lists them: 'a', 'a and b', 'a, b, and c'."""
    word = knowledge.wording[last]
    if len(names) < 3:
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def drug_name(record: Treatment, knowledge: Knowledge, *, most: int = 2) -> str:
    """A drug with its first brands, or a class by its name."""
    brands = record.brands[:most] if isinstance(record, Drug) else ()
    if not brands:
        return record.name
    return knowledge.wording["drug-name"].format(name=record.name, brands=", ".join(brands))


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sources_of(passages: Iterable[str], knowledge: Knowledge) -> tuple[Source, ...]:
    """The sections that passages stand in, each once, in their order."""
    sections = dict.fromkeys(knowledge.section_of(passage) for passage in passages)
    return tuple(Source(s.section, s.edition, s.reviewed) for s in sections)


def caveats_of(passages: Iterable[str], knowledge: Knowledge) -> list[str]:
    """The sentences that go with the sections that passages stand in, each once."""
    names = dict.fromkeys(knowledge.section_of(passage).caveat for passage in passages)
    return [knowledge.wording[name] for name in names if name]


def source_line(sources: Sequence[Source], knowledge: Knowledge) -> str:
    """What a person reads as the source, at the end of each answer."""
    wording = knowledge.wording
    sections = "; ".join(wording["section"].format(section=s.section, edition=s.edition) for s in sources)
    return wording["source" if len(sources) == 1 else "sources"].format(guide=knowledge.guide, sections=sections)


def paragraphs(*parts: str | None) -> str:
    """Parts of a text, parted by blank lines; the empty ones left out."""
    return "\n\n".join(part.strip() for part in parts if part and part.strip())
