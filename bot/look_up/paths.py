"""Treatment by subtype, line, marker, group and place of spread, and what the guide gives after what."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping, Optional, Sequence

from bot.answering.compose import answer_reply
from bot.answering.phrase import caveats_of, listed, paragraphs, source_line, sources_of
from bot.answering.reply import Reply, Table, button
from bot.knowledge.models import Knowledge, TreatmentPath
from bot.look_up.drug import label
from bot.look_up.facts import holders, treatment, with_receptors_as_subtypes
from bot.look_up.query import Query

# What a path and a question are compared by: the key of the path, and the kind of names in the question.
COMPARED = {
    "subtypes": "subtypes",
    "lines": "lines",
    "markers": "genes-and-markers",
    "sites": "sites",
    "groups": "groups",
}
NAMED, UNNAMED = 2.0, 0.5  # worth of what the question names and the path has; cost of what only the path has
MOST_BUTTONS = 3
MOST_TOGETHER = 2  # treatments named that a path must have both of


def find_paths(query: Query, knowledge: Knowledge) -> list[str]:
    """The ids of the paths that go with a question, the nearest first; none where nothing it names is in any.

    What a question names and the guide sorts treatment by must be in the path; what else the path asks for makes it
    less near.
    """
    query = with_receptors_as_subtypes(query, knowledge)
    known = {key: {name for path in knowledge.paths.values() for name in getattr(path, key)} for key in COMPARED}
    before = _before(query, knowledge)
    scores = {name: _nearness(path, query, before, known) for name, path in knowledge.paths.items()}
    found = [name for name, score in scores.items() if score is not None and score > 0]
    return sorted(found, key=lambda name: -scores[name])


def without_one(query: Query, knowledge: Knowledge) -> Query:
    """A question of what comes after three treatments or more, without the one that no path has beside the others."""
    names = query.medicines
    if len(names) <= MOST_TOGETHER or find_paths(query, knowledge):
        return query
    fewer = (query.about([name for name in names if name != left_out]) for left_out in reversed(names))
    return next((one for one in fewer if find_paths(one, knowledge)), query)


def without_line(query: Query) -> Query:
    """A question of a kind of cancer at some line of treatment, as one of that kind at any line; others as they are."""
    if not query.names("subtypes"):
        return query
    return replace(query, found={kind: names for kind, names in query.found.items() if kind != "lines"})


def next_reply(query: Query, knowledge: Knowledge) -> Reply:
    """What the guide gives for what a question names, or after the treatments it names."""
    query = without_one(query, knowledge)
    names = find_paths(query, knowledge)
    any_line = without_line(query) if not names else query
    names = names or find_paths(any_line, knowledge)
    if not names:
        return _unknown(query, knowledge)
    reply = path_reply(names[0], knowledge, others=names[1:])
    alike = [name for name in names if knowledge.paths[name].answer == reply.answer]
    case = reply.title if len(alike) == 1 else knowledge.answers[reply.answer].title
    lead = None
    if query.medicines:
        lead = knowledge.wording["next-after"].format(drugs=_listed(query.medicines, knowledge), title=case)
    elif set(knowledge.paths[names[0]].subtypes) - set(with_receptors_as_subtypes(query, knowledge).names("subtypes")):
        lead = knowledge.wording["next-one-case"].format(title=case)
    elif any_line is not query:
        lead = knowledge.wording["next-any-line"]
    return replace(reply, text=paragraphs(lead, reply.text), medicines=query.medicines)


def path_reply(name: str, knowledge: Knowledge, *, others: Sequence[str] = ()) -> Reply:
    """One path, as the answer that says it, with its options as a table.

    Args:
        others: ids of the paths that are next nearest, offered as buttons.
    """
    path = knowledge.paths[name]
    told = answer_reply(path.answer, knowledge)
    titles = dict.fromkeys(knowledge.answers[knowledge.paths[other].answer].title for other in others)
    titles.pop(told.title, None)
    return Reply(
        kind="lookup",
        id=f"path.{name}",
        title=path.title,
        text=told.text,
        sources=told.sources,
        passages=path.passages,
        buttons=(*(button(title) for title in list(titles)[:MOST_BUTTONS]), *told.buttons[:1]),
        table=Table((path.title,), tuple((option,) for option in path.options)),
        answer=path.answer,
    )


def _nearness(
    path: TreatmentPath, query: Query, before: Sequence[set[str]], known: Mapping[str, set[str]]
) -> Optional[float]:
    score = 0.0
    for key, kind in COMPARED.items():
        has, asked = set(getattr(path, key)), set(query.names(kind)) & known[key]
        if asked - has:
            return None
        score += NAMED * len(asked & has) - UNNAMED * len(has - asked)
    if query.medicines:
        if not all(names & set(path.after) for names in before):
            return None
        score += NAMED
        score += NAMED * len(set(query.medicines) & set(path.after))
    elif path.after:
        score -= UNNAMED
    return score


def _before(query: Query, knowledge: Knowledge) -> list[set[str]]:
    """For each treatment a question names, its name and those of the classes it belongs to."""
    return [{holder.name for holder in holders(treatment(name, knowledge), knowledge)} for name in query.medicines]


def _listed(medicines: Sequence[str], knowledge: Knowledge) -> str:
    return listed([label(treatment(name, knowledge), knowledge) for name in medicines], knowledge)


def _unknown(query: Query, knowledge: Knowledge) -> Reply:
    wording = knowledge.wording
    names = _listed(query.medicines, knowledge)
    passages = knowledge.answers[wording["next-unknown-answer"]].passages
    sources = sources_of(passages, knowledge)
    lead = wording["next-unknown"].format(drugs=names) if names else wording["next-unknown-at-all"]
    general = knowledge.answers[wording["next-unknown-answer"]]
    return Reply(
        kind="lookup",
        id="path.unknown",
        title=general.title,
        text=paragraphs(lead, general.short, *caveats_of(passages, knowledge), source_line(sources, knowledge)),
        sources=sources,
        passages=passages,
        answer=general.id,
        medicines=query.medicines,
    )
