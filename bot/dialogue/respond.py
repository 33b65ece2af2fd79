"""From what was understood, and what was said before, to a reply: one small function for each intent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable, Mapping, Optional, Sequence

from bot.answering.choose import chosen
from bot.answering.compose import (
    answer_reply,
    chat_reply,
    clarify_reply,
    classes_of,
    menu_reply,
    shortened_reply,
    wording_reply,
)
from bot.answering.phrase import listed, paragraphs
from bot.answering.reply import Reply
from bot.dialogue.context import Context, after
from bot.dialogue.follow_up import (
    among,
    completed,
    completes_question,
    lacks_its_object,
    leans_on_medicine,
    of_class_compared,
    of_earlier_treatment,
    of_it_and_class,
    of_one_told,
    of_same_kind,
    only_drug_told,
    spoken_of,
)
from bot.dialogue.in_case import in_known_case, path_in_case, with_case
from bot.dialogue.in_topic import (
    asked_nearby,
    asked_next,
    asked_of_look_up,
    asked_of_medicine,
    asked_of_treatment,
    leans_on_answer,
    nearest_title,
    of_other_site,
    told_already,
)
from bot.dialogue.part import NEARLY_COVERED, QUESTIONS, TALK, Part, asks_of_illness, tells_feeling
from bot.knowledge.models import Knowledge
from bot.look_up.ask import did_you_mean_reply, not_covered_reply, which_drug_reply, which_two_reply
from bot.look_up.compare import compare_reply
from bot.look_up.drug import MOST_MEDICINES, ask, drug_reply, plain_label
from bot.look_up.facts import classes_beside, treatment
from bot.look_up.lists import asks_for_names, asks_of_members, can_list, find, list_reply, lists_by_case
from bot.look_up.meaning import meaning_asked, meaning_reply
from bot.look_up.paths import find_paths, next_reply, path_reply
from bot.look_up.query import CLASSES, COMBINING, DRUGS, Query
from bot.look_up.tables import table_of
from bot.look_up.team import own_answer, role_asked, role_reply
from bot.nlu.decide import CHOICES, CLARIFY
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, PERSONAL
from bot.nlu.frames import ABOUT, COMPARE, LIST, NEXT
from bot.nlu.look_ups import SIDE_EFFECT
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_CANCERS

UNCLEAR_TURNS = 1  # turns in a row that may be unclear before the plain way out is given
NEAREST = 2
MOST_NEAR = 3  # next-best answers offered
TOLD_OF_EACH = {"given", "for-whom", "needs", "partners", "monitoring"}  # attributes told of each drug to choose from
UPSET = "upset"  # the intent of a message that tells of a feeling
COMPLAINTS = "side-effects"  # the kind of names of what people complain of
URGENT = "urgent"  # the kind of reply that is a call for help
UNPLACED = {FAQ, CLARIFY, OUT_OF_SCOPE}  # intents of a message that the side effects of a class may be meant by
# Kinds of words in a message that asks for the side effects of a class and for nothing else, and their number.
BARE_EFFECTS = {CLASSES, "medical-words", "remedy", "members", "question-words", "yes-no", "leaning"}
BRIEF = 8
LITTLE_TRUST = 0.5  # probability below which what was found gives way
SURELY_TOLD = 0.85  # probability of an answer that goes before what a side effect is


@dataclass(frozen=True)
class Said:
    """A reply, and the conversation once it is given."""

    reply: Reply
    context: Context


def answer(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The curated answer that a question was recognised as."""
    answer_id = part.answers[0]
    reply = answer_reply(answer_id, knowledge)
    classes = (name for name in part.query.names("classes") if knowledge.classes[name].about == answer_id)
    named = part.query.names("drugs")
    meant = tuple(name for name in reply.medicines if name in named)
    medicines = meant or reply.medicines or named or tuple(classes) or classes_of(answer_id, knowledge)
    reply = replace(reply, medicines=medicines, table=table_of(answer_id, knowledge))
    return Said(reply, after(reply, context, near=tuple(a for a in (*part.answers, *part.near) if a != answer_id)))


def clarify(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The nearest answers to choose from; twice in a row, the plain way out."""
    if len(part.answers) == 1:
        return answer(part, context, knowledge)
    if context.unclear > UNCLEAR_TURNS:
        return way_out(part, context, knowledge)
    reply = clarify_reply(part.answers, knowledge)
    return Said(reply, after(reply, context, near=part.near))


def look_up_drug(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Attributes of a drug; where none is named and none was, a question back."""
    query = completed(part.query, spoken_of(part.query, context, part.text, knowledge))
    if query.topics[:1] == (COMPARE,):
        return compare(replace(part, query=query), context, knowledge)
    if query.topics[:1] == (LIST,) and not query.medicines:
        return list_drugs(replace(part, query=query), context, knowledge)
    if query.topics[:1] == (NEXT,):
        return what_comes_next(replace(part, query=query), context, knowledge)
    if not query.medicines:
        query = query.about(only_drug_told(context, knowledge))
    beside = classes_beside(query, knowledge)
    if beside and query.topics[:1] == ("side-effects",) and not query.names(COMBINING):
        query = query.about((*query.medicines, *beside))  # "aromatase inhibitors and tamoxifen"
    if asks_of_illness(replace(part, query=query)):
        return answer(part, context, knowledge)
    if not query.medicines:
        some = part.answers if len(part.answers) > 1 else part.near[:CHOICES] if leans_on_answer(part, context) else ()
        reply = clarify_reply(some, knowledge) if some else which_drug_reply(knowledge)
        return _ask_back(reply, query, part, context, knowledge)
    if asks_of_members(query, knowledge) or asks_for_names(query, knowledge):
        return list_drugs(replace(part, query=query.about_class(query.medicines[0])), context, knowledge)
    reply = drug_reply(query, knowledge)
    return Said(reply, after(reply, context, query=query, near=part.answers))


def compare(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Drugs or classes side by side; one named alone is compared with the one spoken of."""
    query = part.query
    if len(query.medicines) == 1:
        query = query.about((*query.medicines, *classes_beside(query, knowledge)))
    if len(query.medicines) == 1:
        query = query.about((*(name for name in context.fresh if name != query.medicines[0]), *query.medicines))
    elif not query.medicines:
        some = query.names("which") or len(context.fresh) < 2
        query = query.about(context.of_these if some and context.of_these else context.fresh)
    if len(query.medicines) == 1:
        alone = replace(part, query=replace(query, topics=()))
        return look_up_drug(alone, replace(context, waiting=None), knowledge)
    if not query.medicines:
        return _ask_back(which_two_reply(knowledge), query, part, context, knowledge)
    reply = compare_reply(query, knowledge)
    return Said(reply, after(reply, context, query=query, near=part.answers))


def list_drugs(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The drugs that meet what was asked, out of those spoken of where it asks which of them."""
    some = among(part.query, context, knowledge)
    if some is None and not can_list(part.query):
        return clarify(part, context, knowledge) if part.answers else out_of_scope(part, context, knowledge)
    if some and not _tells_apart(part.query, some, knowledge):
        return look_up_drug(replace(part, query=part.query.about(some)), context, knowledge)
    none_for_whom = some is None and lists_by_case(part.query) and not find(part.query, knowledge)
    if (
        none_for_whom and len(part.answers) == 1
    ):  # "which chemo if you have a BRCA mutation": a class, told in an answer
        return answer(part, context, knowledge)
    reply = list_reply(part.query, knowledge, among=some or ())
    return Said(reply, after(reply, context, query=part.query, near=part.answers))


def _tells_apart(query: Query, drugs: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether these drugs can be chosen from by what a question names, rather than by what is told of each, as the order
    in which they are given is.
    """
    if query.names("lines"):
        return False
    told = {*query.topics[:1], *query.if_leaning[:1]} & TOLD_OF_EACH and len(drugs) <= MOST_MEDICINES
    return can_list(query) and (not told or bool(find(query, knowledge, among=drugs)))


def show_all(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The whole of the list that was cut."""
    if context.query is None or not can_list(context.query):
        return tell_more(part, context, knowledge)
    reply = list_reply(context.query, knowledge, every=True)
    return Said(reply, after(reply, context, query=context.query))


def what_comes_next(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """What the guide gives after a treatment, or for a subtype, line or marker."""
    query = in_known_case(completed(part.query, context), context, knowledge)
    if query.names("drugs") and query.names("classes") and not find_paths(query, knowledge):
        return look_up_drug(replace(part, query=replace(query, topics=("for-whom",))), context, knowledge)
    reply = next_reply(query, knowledge)
    return Said(reply, after(reply, context, query=query, near=part.answers))


def drug_not_covered(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """That the guide does not cover a drug, named as typed."""
    reply = not_covered_reply(part.query, knowledge, text=part.text)
    return Said(reply, after(reply, context, near=part.answers))


def did_you_mean(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Whether the drug is meant that a word is like; the question waits for the yes."""
    name = part.query.names(DOUBTFUL_KIND)[0]
    reply = did_you_mean_reply(name, knowledge)
    return Said(reply, after(reply, context, query=part.query, near=part.near))


def choose(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The choice that a number stands for."""
    if not context.offered:
        return _worded("nothing-offered", "choose", context, knowledge)
    picked = chosen(part.text, context.offered, knowledge)
    if picked is None or picked == knowledge.wording["none-button"]:
        return none_of_these(part, context, knowledge)
    medicine = _medicine(picked, knowledge)
    if medicine:
        query = completed(Query((ABOUT,)).about((medicine,)), context)
        return look_up_drug(replace(part, query=query, answers=()), context, knowledge)
    titles = {answer.title.lower(): name for name, answer in knowledge.answers.items()}
    name = picked if picked in knowledge.answers else titles[picked.lower()]
    return answer(replace(part, answers=(name,), near=()), context, knowledge)


def _medicine(offered: str, knowledge: Knowledge) -> Optional[str]:
    """The drug or class that a button names or asks about."""
    records = (*knowledge.drugs.values(), *knowledge.classes.values())
    rows = ((record.name, plain_label(record), ask(record, ABOUT, knowledge)) for record in records)
    return next((row[0] for row in rows if offered in row), None)


def none_of_these(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Another try, and the second time the plain way out."""
    if context.unclear > UNCLEAR_TURNS:
        return way_out(part, context, knowledge)
    reply = replace(chat_reply("none_of_these", knowledge, turn=context.turn), unclear=True)
    return Said(reply, after(reply, context))


def not_helpful(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The next-best answers to the question that was asked."""
    near = [name for name in context.near if name in knowledge.answers][:MOST_NEAR]
    if not near or context.unclear > UNCLEAR_TURNS:
        return none_of_these(part, context, knowledge)
    reply = clarify_reply(near, knowledge, lead="next-best")
    return Said(reply, after(reply, context, near=context.near[MOST_NEAR:]))


def tell_more(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The further detail of the last answer, or all the guide has on the drug last looked up."""
    if context.answer:
        reply = answer_reply(context.answer, knowledge, more=True)
    elif context.fresh and context.query:
        query = Query(("for-whom", "partners", "monitoring")).about(context.fresh[:1])
        reply = drug_reply(query, knowledge)
    else:
        return _worded("nothing-asked", "tell_more", context, knowledge)
    return Said(reply, after(reply, context, near=context.near))


def simpler(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The last answer once more, in its first sentences."""
    if not context.answer and not (context.query and context.fresh):
        return _worded("nothing-to-simplify", "simpler", context, knowledge)
    name = context.answer or treatment(context.fresh[0], knowledge).about
    reply = shortened_reply(name, knowledge)
    return Said(reply, after(reply, context, query=context.query, near=context.near))


def source(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Where the last answer came from."""
    if not context.sources:
        return _worded("nothing-to-source", "source", context, knowledge)
    text = knowledge.wording["source-of-last"].format(sources=context.sources, title=context.title)
    reply = Reply(kind="chat", id="source", title=context.title, text=text)
    return Said(reply, replace(after(reply, context, near=context.near), query=context.query, answer=context.answer))


def start_over(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """A new conversation: nothing is remembered."""
    return Said(chat_reply("start_over", knowledge, turn=context.turn), Context())


def menu(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The topics of the guide."""
    reply = menu_reply(part.intent, knowledge, turn=context.turn)
    return Said(reply, after(reply, context))


def way_out(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Topics and the care team, where a message was not understood twice."""
    reply = menu_reply("way_out", knowledge)
    return Said(reply, replace(after(reply, context), unclear=0))


def gibberish(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """That it was not understood; the second time, the plain way out."""
    if context.unclear > UNCLEAR_TURNS:
        return way_out(part, context, knowledge)
    reply = replace(chat_reply("gibberish", knowledge, turn=context.turn), unclear=True)
    return Said(reply, after(reply, context))


def out_of_scope(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """That the guide does not cover it, with the nearest that it does; comfort where only a feeling is told."""
    if tells_feeling(part):
        return say(replace(part, intent=UPSET), context, knowledge)
    near = part.near[:NEAREST] if part.covered >= NEARLY_COVERED else ()
    if part.query.names(COMPLAINTS):
        near = (knowledge.wording["complaint-answer"],)
    reply = chat_reply("out_of_scope", knowledge, turn=context.turn, near=near)
    return Said(reply, after(reply, context, near=part.near))


def personal_decision(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """Why it is for the care team, with what the guide says in general behind buttons."""
    drugs = part.query.names("drugs")[:NEAREST]
    asks = tuple(ask(knowledge.drugs[name], ABOUT, knowledge) for name in drugs)
    reply = chat_reply("personal_decision", knowledge, turn=context.turn, asks=asks)
    key = "question-about-drug" if drugs else "question-in-general"
    question = knowledge.wording[key].format(drug=listed(drugs, knowledge))
    reply = replace(reply, text=paragraphs(reply.text, knowledge.wording["decline-question"].format(question=question)))
    return Said(reply, after(reply, context, near=part.near))


def greet(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The first greeting says what this is; a later one is short."""
    reply = chat_reply("greet", knowledge, turn=min(context.turn, 1))
    return Said(reply, after(reply, context))


def say(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """What `knowledge/replies.yml` holds for the intent."""
    reply = chat_reply(part.intent, knowledge, turn=context.turn)
    kept = after(reply, context, near=context.near)
    return Said(reply, replace(kept, query=context.query, answer=context.answer))


def other_language(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """That only English is spoken here, in the language of the message where it is known."""
    reply = chat_reply("other_language", knowledge, turn=context.turn)
    if part.language:
        reply = replace(reply, text=knowledge.languages[part.language])
    return Said(reply, after(reply, context))


Respond = Callable[[Part, Context, Knowledge], Said]

# What is not here is said as `knowledge/replies.yml` holds it.
BY_INTENT: Mapping[str, Respond] = {
    "faq": answer,
    "nlu_fallback": clarify,
    "look_up_drug": look_up_drug,
    "compare_drugs": compare,
    "list_drugs": list_drugs,
    "show_all": show_all,
    "what_comes_next": what_comes_next,
    "drug_not_covered": drug_not_covered,
    "did_you_mean": did_you_mean,
    "choose": choose,
    "none_of_these": none_of_these,
    "not_helpful": not_helpful,
    "tell_more": tell_more,
    "simpler": simpler,
    "source": source,
    "start_over": start_over,
    "menu": menu,
    "help": menu,
    "gibberish": gibberish,
    "out_of_scope": out_of_scope,
    "personal_decision": personal_decision,
    "greet": greet,
    "other_language": other_language,
}


def tell_role(name: str, part: Part, context: Context, knowledge: Knowledge) -> Said:
    """What a member of the care team does."""
    own = own_answer(name, knowledge)
    if own:
        return answer(replace(part, answers=(own,)), context, knowledge)
    reply = role_reply(name, knowledge)
    return Said(reply, after(reply, context, near=part.answers))


def _tells_of(role: str, part: Part, knowledge: Knowledge) -> bool:
    """Whether a question was understood as one whose answer tells of this member of the care team by its title."""
    found = part.answers[:1] if part.intent == FAQ else ()
    return any(role in knowledge.answers[name].title.lower() for name in found)


def respond(part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The reply to one part of a message, by its intent and what it leans on."""
    said = leaning(BY_INTENT.get(part.intent, say))(part, context, knowledge)
    return replace(said, context=with_case(said.context, part, knowledge))


def tell_meaning(name: str, part: Part, context: Context, knowledge: Knowledge) -> Said:
    """What a side effect is, by the drugs that have it."""
    reply = meaning_reply(name, part.text, knowledge)
    query = replace(part.query, topics=(LIST,))
    return Said(reply, after(reply, context, query=query, near=part.answers))


def asked_for(target: str, part: Part, context: Context, knowledge: Knowledge) -> Said:
    """The reply to a message that asks for a certain answer, or is of a certain intent."""
    if target in knowledge.answers:
        return answer(replace(part, answers=(target,)), context, knowledge)
    return BY_INTENT[target](replace(part, intent=target), context, knowledge)


def asks_effects_of_class(part: Part, knowledge: Knowledge) -> bool:
    """Whether the side effects of a class are asked for in so many words, where the answer found introduces the class, is
    found with little trust, or is not about side effects though nothing else was named.
    """
    query = part.query
    named = SIDE_EFFECT in query.names("medical-words") and query.topics[:1] == ("side-effects",)
    if not named or query.names(DRUGS) or len(query.names(CLASSES)) != 1 or part.intent not in UNPLACED:
        return False
    found = part.answers[0] if part.answers else None
    introduced = found == knowledge.classes[query.names(CLASSES)[0]].about
    titled = found and knowledge.look_ups["side-effects"].title.lower() in knowledge.answers[found].title.lower()
    bare = set(query.found) <= BARE_EFFECTS and len(part.text.split()) <= BRIEF
    return introduced or part.confidence < LITTLE_TRUST or bare and not titled


def naming(said: Said, part: Part) -> Said:
    """What was said, with the drugs of a message remembered that its reply does not name, such as a refusal."""
    names = part.query.names("drugs")
    if said.reply.medicines or not names or said.reply.kind not in ("decline", "chat"):
        return said
    return replace(said, context=replace(said.context, medicines=names, named_at=said.context.turn))


def leaning(function: Respond) -> Respond:
    """The function, but for messages that lean on what was said before: those are answered for that."""

    def respond_in_context(part: Part, context: Context, knowledge: Knowledge) -> Said:
        if part.intent in knowledge.replies and knowledge.replies[part.intent].kind == URGENT:
            return function(part, context, knowledge)  # a call for help leans on nothing
        if completes_question(part, context):
            return look_up_drug(part, context, knowledge)
        if asks_effects_of_class(part, knowledge):
            return look_up_drug(part, context, knowledge)
        role = role_asked(part.text, part.query, knowledge)
        if role and part.intent not in TALK and not _tells_of(role, part, knowledge):
            return tell_role(role, part, context, knowledge)
        effect = meaning_asked(part.text, part.query, knowledge)
        told = part.intent == FAQ and part.confidence >= SURELY_TOLD
        if effect and part.intent in QUESTIONS - {PERSONAL} and not told:
            return tell_meaning(effect, part, context, knowledge)
        if part.intent == OUT_OF_SCOPE and part.query.names(OTHER_CANCERS) and not part.query.names(COMPLAINTS):
            return out_of_scope(part, context, knowledge)  # it leans on nothing that was said of this cancer
        earlier = of_earlier_treatment(part, context)
        if earlier:
            return look_up_drug(replace(part, query=earlier), context, knowledge)
        one = of_one_told(part, context, knowledge)
        if one:
            return look_up_drug(replace(part, query=one), context, knowledge)
        path = path_in_case(part, context, knowledge)
        if path:
            reply = path_reply(path, knowledge)
            return Said(reply, after(reply, context, near=part.answers))
        part = of_it_and_class(part, context)
        kin = of_same_kind(part, context, knowledge)
        if kin:
            return list_drugs(replace(part, query=kin), context, knowledge)
        compared = of_class_compared(part, context, knowledge)
        if compared:
            return compare(replace(part, query=compared), context, knowledge)
        of_treatment = asked_of_treatment(part, context, knowledge)
        if of_treatment:
            return asked_for(of_treatment, part, context, knowledge)
        target = of_other_site(part, context, knowledge) or asked_next(part, context)
        of_look_up = asked_of_look_up(part, context, knowledge)
        target = of_look_up or target
        if of_look_up or target and context.answered_at > context.named_at:
            return asked_for(target, part, context, knowledge)
        if leans_on_medicine(part, context):
            some = among(part.query, context, knowledge)
            return (list_drugs if some else look_up_drug)(part, context, knowledge)
        target = target or nearest_title(part, context, knowledge) or told_already(part, context, knowledge)
        target = target or asked_of_medicine(part, context, knowledge) or asked_nearby(part, context)
        if target is None and lacks_its_object(part, context):
            query = replace(part.query, topics=part.query.if_leaning)
            return _ask_back(which_drug_reply(knowledge), query, part, context, knowledge)
        if target:
            return asked_for(target, part, context, knowledge)
        return naming(function(part, context, knowledge), part)

    return respond_in_context


def _ask_back(reply: Reply, query: Query, part: Part, context: Context, knowledge: Knowledge) -> Said:
    if context.unclear > UNCLEAR_TURNS:
        return way_out(part, context, knowledge)
    return Said(reply, after(reply, context, query=query, near=part.near))


def _worded(name: str, reply_id: str, context: Context, knowledge: Knowledge) -> Said:
    reply = wording_reply(name, reply_id, knowledge)
    return Said(reply, after(reply, context))
