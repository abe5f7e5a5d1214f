"""corpus/glossary.yaml: what else a term is called, so that a question finds it under any of its names."""

import re
from pathlib import Path

from pydantic import Field, ValidationError

from advisor.corpus.problems import problem, problems_of
from advisor.corpus.yaml_reading import read_yaml
from advisor.folding import search_form
from advisor.japanese import search_tokens
from advisor.retrieval.search import OtherNames, Terms
from advisor.values import Value

FILE = "glossary.yaml"


class Term(Value):
    """A term as the documents write it (`ja`), other names for it, and English ones."""

    ja: str = Field(min_length=1)
    place: bool = False  # a university, prefecture or region: naming one does not make a question ours
    also: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the documents' own first."""
        return (self.ja, *self.also, *self.en)


class _File(Value):
    terms: tuple[Term, ...]


class Glossary:
    """Looks up what the words of a question are also called."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._names = [
            (_pattern(name), set(search_tokens(name)), place) for place, t in enumerate(terms) for name in t.names
        ]
        self._places: dict[str, list[int]] = {}
        for place, term in enumerate(terms):
            for name in term.names:
                self._places.setdefault(search_form(name), []).append(place)
        self._tokens = [[name for name in map(_words, t.names) if name] for t in terms]

    def expand(self, question: str) -> Terms:
        """The content words of `question` and their other names."""
        asked = tuple(dict.fromkeys(search_tokens(question)))
        text = search_form(question)
        also = []
        for pattern, tokens, place in self._names:
            if pattern.search(text):
                named = tuple(word for word in asked if word in tokens)
                others = tuple(name for name in self._tokens[place] if not set(name) <= set(asked))
                if named and others:
                    also.append(OtherNames(words=named, names=others))
        return Terms(asked=asked, also=tuple(also))

    def aliases(self, name: str) -> tuple[str, ...]:
        """Every name of the terms that are called `name`."""
        return tuple(alias for place in self._places.get(search_form(name), ()) for alias in self.terms[place].names)

    def named(self, question: str) -> frozenset[str]:
        """The terms, as the documents write them, that `question` names in any form."""
        text = search_form(question)
        return frozenset(self.terms[place].ja for pattern, _, place in self._names if pattern.search(text))

    def mentions(self, question: str) -> bool:
        """Whether `question` names any term at all."""
        text = search_form(question)
        return any(not self.terms[place].place and pattern.search(text) for pattern, _, place in self._names)


def load_glossary(corpus_dir: Path) -> Glossary:
    """The glossary of a corpus folder. Raises CorpusError naming file, path and reason."""
    data, problems = read_yaml(corpus_dir / FILE, FILE)
    if problems:
        raise problems[0].error()
    try:
        terms = _File.model_validate(data).terms
    except ValidationError as error:
        raise problems_of(error, FILE)[0].error() from error
    for place, term in enumerate(terms):
        if not all(search_form(name) for name in term.names):
            raise problem("corpus_bad_value", FILE, f"terms[{place}]", value="", detail="empty name").error()
    return Glossary(terms)


def _words(name: str) -> tuple[str, ...]:
    return tuple(search_tokens(name))


def _pattern(name: str) -> re.Pattern[str]:
    folded = search_form(name)
    if folded.isascii():  # whole words only: "ai" is no part of "air"
        return re.compile(rf"(?<![a-z0-9]){re.escape(folded)}(?:s|es)?(?![a-z0-9])")
    return re.compile(re.escape(folded) + ("(?!学)" if folded.endswith("大") else ""))  # 京大 is no part of 東京大学
