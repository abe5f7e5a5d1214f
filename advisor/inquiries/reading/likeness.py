"""What questions are about, by their likeness to those that the program model knows. Nothing is answered."""

import re
from collections.abc import Sequence

import numpy as np

from advisor.answering.models import Intent
from advisor.answering.subjects import is_strange
from advisor.answering.thresholds import AWAY, BACKGROUND, FAMILIAR, OURS, TOPIC
from advisor.answering.topics import Alike
from advisor.answering.understand import Part, asking_sentence, divided
from advisor.folding import fold_width
from advisor.knowledge import Knowledge
from advisor.retrieval.embedding import Vectors
from advisor.values import Value

# a clause that asks of a thing of its own, not only of another possibility (「メールですか、郵送ですか」)
_OF_ITS_OWN = re.compile(r"[はがをもに]|で(?!す|しょう)|いつ|どこ|だれ|誰|何|いくら|について")
_WHOLE = re.compile(
    r"(?:か|さい|教えて|願い\w*|た[いく]\w*|ます)[。?？!！\s]*$"
)  # a question that does not end in mid-sentence
_INDIVISIBLE = re.compile(r"それとも|あるいは|[「『①-⑳]|.{60}")  # one question with a choice, a quotation, a long story
_PLAIN_CHARS = 1_000  # characters of a question that are embedded: the model reads no more than some 500 tokens


class About(Value):
    """What a question is about. `key`: of the topic it is most like; `score`: how like (see answering/topics.py);
    `ours`: whether it is near the program at all, as the answering flow judges it."""

    topic: Intent
    key: str
    score: float
    ours: bool


def about(texts: Sequence[str], knowledge: Knowledge) -> list[About]:
    """What each of `texts` is about; they are embedded in one go."""
    plain = [_plain(text, knowledge) for text in texts]
    asking = [asking_sentence(text) for text in plain]
    wanted = list(dict.fromkeys([*plain, *filter(None, asking)]))
    vectors = dict(zip(wanted, knowledge.embedder.embed_queries(wanted), strict=True))
    alike = {text: knowledge.questions.alike(text, _row(vectors[text])) for text in wanted}
    return [
        _judged(asks or text, own, alike[own].or_rather(alike[asks]) if asks else alike[own], knowledge)
        for text, own, asks in zip(texts, plain, asking, strict=True)
    ]


def _plain(text: str, knowledge: Knowledge) -> str:
    return knowledge.spelling.mended(knowledge.names.removed_from(text[-_PLAIN_CHARS:]))


def _row(vector: list[float]) -> Vectors:
    return np.asarray(vector, dtype=np.float32)


def _judged(text: str, plain: str, alike: Alike, knowledge: Knowledge) -> About:
    matches, elsewhere = knowledge.questions.matches(plain, alike, knowledge.glossary.expand(plain), ())
    if not matches:
        return About(topic=Intent.OTHER, key="", score=0.0, ours=False)
    best = matches[0]
    enough = TOPIC if best.topic.program_id == knowledge.program.id else BACKGROUND
    # the same as answering/abstaining.py asks of a question that nothing settles
    like_ours = best.score >= elsewhere and best.score - AWAY * elsewhere >= OURS and best.score >= enough
    known = best.score >= FAMILIAR or not is_strange(plain, knowledge.knows_word)
    # other programmes are in the glossary too: more like a question on something else, it has to name ours
    named = knowledge.names.removed_from(text) != fold_width(text).strip()
    spoken = knowledge.glossary.mentions(text) and (named or best.score >= elsewhere)
    ours = spoken or (like_ours and known)
    return About(topic=best.topic.intent if ours else Intent.OTHER, key=best.topic.key, score=best.score, ours=ours)


def halves(asking: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The questions of 「AとBを教えて」 where each has a topic of its own; else the sentence as it is."""
    parts = None if _INDIVISIBLE.search(asking) else divided(Part(text=asking))
    if parts is None or not all(_OF_ITS_OWN.search(part.text) and _WHOLE.search(part.text) for part in parts):
        return (asking,)
    found = about([part.text for part in parts], knowledge)
    own = len({each.key for each in found}) == len(parts) and all(each.ours and each.score >= TOPIC for each in found)
    return tuple(part.text for part in parts) if own else (asking,)
