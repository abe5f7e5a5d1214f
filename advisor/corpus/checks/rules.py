"""The rules, hub types and subjects of a program against its facts. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from advisor.corpus.hubs import HubType
from advisor.corpus.problems import Problem, problem
from advisor.programs.cues import unknown_classes
from advisor.programs.load import ProgramParts
from advisor.programs.model import Program, Subject
from advisor.programs.subjects import is_settled


def check_rules(program: Program, file: str) -> list[Problem]:
    """Keys that no fact has, ids that stand twice, types that nobody knows, cues with a class that nobody defined."""
    keys = {fact.key for fact in program.facts}
    classes = program.word_classes
    found = _repeated([rule.id for rule in program.eligibility], file, "eligibility")
    found += _repeated([definition.id for definition in program.types], file, "types")
    for n, rule in enumerate(program.eligibility):
        at = f"eligibility[{n}]"
        found += _unknown_key(rule.key, keys, file, f"{at}.key")
        found += _repeated([value.id for value in rule.values], file, f"{at}.values")
        for m, value in enumerate(rule.values):
            found += _unknown_key(value.key, keys, file, f"{at}.values[{m}].key")
            found += _unknown_words(value.cues, classes, file, f"{at}.values[{m}].cues")
    for n, definition in enumerate(program.types):
        at = f"types[{n}]"
        found += _unknown_key(definition.key, keys, file, f"{at}.key")
        found += _repeated([element.id for element in definition.elements], file, f"{at}.elements")
        for m, element in enumerate(definition.elements):
            found += _unknown_words(element.cues, classes, file, f"{at}.elements[{m}].cues")
        if definition.type not in set(HubType):
            known = " / ".join(HubType)
            found.append(problem("corpus_unknown_type", file, f"{at}.type", value=definition.type, expected=known))
    return found


def check_subjects(parts: ProgramParts) -> list[Problem]:
    """Keys that no fact has, ids that stand twice, and rounds that neither settle a subject nor say that it is unknown
    (or do both)."""
    program, file = parts.program, parts.file
    keys = {fact.key for fact in program.facts}
    found = _repeated([subject.id for _, subject in _with_items(program.subjects, "subjects")], file, "subjects")
    for at, subject in _with_items(program.subjects, "subjects"):
        for n, key in enumerate(subject.keys):
            found += _unknown_key(key, keys, file, f"{at}.keys[{n}]")
    known = {subject.id for subject in program.subjects}
    for n, gap in enumerate(program.gaps):
        for m, subject_id in enumerate(gap.subjects):
            if subject_id not in known:
                found.append(problem("corpus_unknown_subject", file, f"gaps[{n}].subjects[{m}]", value=subject_id))
    for place, round_ in zip(parts.round_places, program.rounds, strict=True):
        for n, subject_id in enumerate(round_.unknown):
            if subject_id not in known:
                at = f"{place.at}.unknown[{n}]"
                found.append(problem("corpus_unknown_subject", place.file, at, value=subject_id))
        for subject in program.subjects:
            settled, said = is_settled(program, subject, round_), subject.id in round_.unknown
            if settled and said:
                found.append(problem("corpus_subject_known", place.file, f"{place.at}.unknown", value=subject.id))
            elif not settled and not said:
                found.append(problem("corpus_subject_missing", place.file, f"{place.at}.unknown", value=subject.id))
    return found


def _with_items(subjects: Sequence[Subject], at: str) -> Iterator[tuple[str, Subject]]:
    for n, subject in enumerate(subjects):
        yield f"{at}[{n}]", subject
        yield from _with_items(subject.items, f"{at}[{n}].items")


def _unknown_key(key: str | None, keys: Collection[str], file: str, at: str) -> list[Problem]:
    return [] if key is None or key in keys else [problem("corpus_unknown_fact", file, at, value=key)]


def _unknown_words(cues: Sequence[str], classes: Mapping[str, Sequence[str]], file: str, at: str) -> list[Problem]:
    return [
        problem("corpus_unknown_word_class", file, f"{at}[{n}]", value=name)
        for n, cue in enumerate(cues)
        for name in unknown_classes(cue, classes)
    ]


def _repeated(ids: Sequence[str], file: str, at: str) -> list[Problem]:
    return [
        problem("corpus_duplicate_id", file, f"{at}[{n}].id", value=value, first=f"{at}[{ids.index(value)}].id")
        for n, value in enumerate(ids)
        if value in ids[:n]
    ]
