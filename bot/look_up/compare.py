"""Two or three drugs or classes side by side: what is the same, what differs, and no verdict."""

from __future__ import annotations

import re
from typing import Sequence

from bot.answering.phrase import caveats_of, listed, paragraphs, sentence, source_line, sources_of
from bot.answering.reply import Reply, Table, button
from bot.knowledge.models import Drug, Knowledge, Treatment
from bot.look_up.drug import ABOUT, HOW, MOST_MEDICINES, SIDE_EFFECTS, ask, effect_name, label, plain_label, silent
from bot.look_up.facts import Told, parents, told, treatment
from bot.look_up.query import Query

KIND = "kind"
COMPARED = (KIND, "given", "for-whom", "partners", SIDE_EFFECTS, "monitoring")
BRIEF = {"for-whom", "partners", "monitoring"}  # of these the first fact is told where all attributes are compared
POSSIBLE = HOW[1]  # the plainest word for how common a side effect is, which goes without saying
VERB = r"(?= (?:is|are|can|may|has|was|should|goes|works|blocks|belongs)\b)"


def compare_reply(query: Query, knowledge: Knowledge) -> Reply:
    """The drugs or classes asked about side by side; where an attribute is asked for, that one only.

    The table holds all that the guide says; a comparison of everything is told in short.
    """
    wording = knowledge.wording
    records = [treatment(name, knowledge) for name in query.medicines[:MOST_MEDICINES]]
    asked = [topic for topic in COMPARED if topic in query.topics]
    facts = {topic: [told(record, topic, knowledge) for record in records] for topic in asked or COMPARED}
    facts = {topic: rows for topic, rows in facts.items() if any(rows)}
    passages = [passage for rows in facts.values() for group in rows for row in group for passage in row.fact.passages]
    passages = tuple(dict.fromkeys(passages)) or silent(records[0], asked[0], knowledge).passages
    sources = sources_of(passages, knowledge)
    names = [label(record, knowledge) for record in records]
    title = wording["compare-title"].format(drugs=sentence(listed(names, knowledge)))
    return Reply(
        kind="lookup",
        id=".".join(["compare", *(record.name.replace(" ", "-") for record in records)]),
        title=title,
        text=paragraphs(
            wording["compare-lead"].format(drugs=sentence(listed(names, knowledge))),
            *(_paragraph(topic, records, rows, bool(asked), knowledge) for topic, rows in facts.items()),
            *(silent(record, asked[0], knowledge).text for record in records if not facts),
            wording["compare-no-verdict" if asked else "compare-in-short"],
            *caveats_of(passages, knowledge),
            source_line(sources, knowledge),
        ),
        sources=sources,
        passages=passages,
        buttons=tuple(button(ask(record, ABOUT, knowledge)) for record in records),
        table=Table(
            ("", *(sentence(name) for name in names)),
            tuple(
                (knowledge.look_ups[topic].title, *_cells(topic, records, facts[topic], knowledge)) for topic in facts
            ),
        ),
        medicines=tuple(record.name for record in records),
    )


def _paragraph(
    topic: str, records: Sequence[Treatment], rows: Sequence[Sequence[Told]], asked: bool, knowledge: Knowledge
) -> str:
    """One attribute: what is said of all of them, then what is said of each."""
    wording = knowledge.wording
    pieces = [_pieces(topic, record, group, asked, knowledge) for record, group in zip(records, rows)]
    same = [piece for piece in pieces[0] if all(piece in others for others in pieces[1:])]
    first_same = 1 if topic in BRIEF and not asked else None
    first_own = 1 if topic in (*BRIEF, KIND) and not asked else None
    lines = [knowledge.look_ups[topic].title]
    if same:
        key = "compare-same" if len(records) == 2 else "compare-same-all"
        lines.append(wording[key].format(cell=_joined(same[:first_same])))
    for record, mine in zip(records, pieces):
        left = [piece for piece in mine if piece not in same][:first_own]
        if left or not mine:
            cell = _joined(left) or wording["compare-silent"]
            lines.append(wording["compare-cell"].format(name=plain_label(record), cell=cell))
    return "\n".join(lines)


def _cells(topic: str, records: Sequence[Treatment], rows: Sequence[Sequence[Told]], knowledge: Knowledge) -> list[str]:
    """All that the guide says of one attribute, a cell for each drug or class."""
    pieces = (_pieces(topic, record, group, True, knowledge) for record, group in zip(records, rows))
    return [_joined(mine) or knowledge.wording["compare-silent"] for mine in pieces]


def _joined(pieces: Sequence[str]) -> str:
    """Pieces in one line: names of side effects first, then sentences."""
    names = "; ".join(piece for piece in pieces if not piece.endswith("."))
    says = [piece for piece in pieces if piece.endswith(".")]
    return " ".join([f"{names}." if names and says else names, *says]).strip()


def _pieces(topic: str, record: Treatment, rows: Sequence[Told], asked: bool, knowledge: Knowledge) -> list[str]:
    """What the guide says of one attribute of one drug or class, piece by piece, so that pieces can be compared."""
    if topic == SIDE_EFFECTS:
        return _effects(record, rows, asked, knowledge)
    says = [_without_name(record, row.fact.says) for row in rows if row.holder is record or row.fact.always or asked]
    if topic == KIND and isinstance(record, Drug):
        groups = [knowledge.classes[name].plural for name in parents(record)[:2] if name in knowledge.classes]
        belongs = knowledge.wording["compare-groups"].format(groups=listed(groups, knowledge))
        always = [row.fact.says for row in rows if row.fact.always]
        return [sentence(belongs), *(says if asked else always)]
    says = says or [row.fact.says for row in rows]
    return says if asked or isinstance(record, Drug) and rows and rows[0].holder is record else says[:1]


def _effects(record: Treatment, rows: Sequence[Told], asked: bool, knowledge: Knowledge) -> list[str]:
    wording = knowledge.wording
    pieces = []
    for holder in {row.holder.name: row.holder for row in rows}.values():
        for how in HOW:
            names = [effect_name(row, knowledge) for row in rows if row.holder is holder and row.fact.how == how]
            effects = listed(names, knowledge)
            if names and how != POSSIBLE:
                effects = wording["effects-how"].format(effects=effects, how=wording[f"effect-{how.replace(' ', '-')}"])
            if names and holder is not record:
                effects = wording["effects-in-group"].format(effects=effects, group=label(holder, knowledge))
            pieces += [effects] if names else []
    more = [row.fact.says for row in rows if asked and row.holder is record and row.fact.says]
    return [*pieces, *dict.fromkeys(more)]


def _without_name(record: Treatment, says: str) -> str:
    """A fact that begins with the drug's name, told without it: so the same fact of two drugs reads the same."""
    if not isinstance(record, Drug):
        return says
    return re.sub(rf"^{re.escape(record.name)}{VERB}", "It", says, flags=re.IGNORECASE)
