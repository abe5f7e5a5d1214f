"""Everything that the items of one dossier are drafted from, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from advisor.answering.models import Source
from advisor.drafting.asked import Reader
from advisor.drafting.contradictions import find_contradictions
from advisor.drafting.finding import Finder
from advisor.drafting.likeness import ItemLikeness
from advisor.drafting.measures import Measure, measures_in
from advisor.drafting.model import Contradiction
from advisor.drafting.plan_periods import ExpiredPlan, expired_plans, outdated_files
from advisor.drafting.statements import Statement, statements_of
from advisor.evidence.searching import EvidenceFile, EvidenceIndex
from advisor.forms.outlines import APPLICATION, Outline, OutlineItem, Viewpoint, load_outlines
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.schedule import JST


@dataclass(frozen=True)
class Case:
    """One dossier's files, indexed, with the outlines and the day that counts. `hub_type` None: none is chosen."""

    files: tuple[EvidenceFile, ...]
    index: EvidenceIndex
    outlines: Mapping[str, Outline]
    likeness: ItemLikeness
    sources: Mapping[str, Source]
    as_of: datetime
    hub_type: str | None = None
    language: Language = Language.JA

    @property
    def day(self) -> date:
        """The day that counts, in Tokyo."""
        return self.as_of.astimezone(JST).date()

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the files, but of plans whose time is over: those say what no longer holds."""
        over = outdated_files(self.files, self.day)
        return tuple(statement for file in self.files if file.id not in over for statement in statements_of(file))

    @cached_property
    def finder(self) -> Finder:
        """Finds statements."""
        return Finder(self.statements, self.index, self.likeness, self.day)

    @cached_property
    def reader(self) -> Reader:
        """Reads what items ask for."""
        return Reader(self.outlines, self.hub_type)

    def leaf_of(self, viewpoint: Viewpoint) -> OutlineItem | None:
        """The review item of the application that a viewpoint belongs to."""
        return next(
            (
                leaf
                for _, leaf in self.outlines[APPLICATION].leaves()
                if viewpoint.id in {v.id for v in leaf.viewpoints}
            ),
            None,
        )

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What the files state differently."""
        return find_contradictions(self.files, self.language)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every value that the files state by figure."""
        return measures_in(self.files)

    @cached_property
    def expired(self) -> tuple[ExpiredPlan, ...]:
        """The plans whose period is over on the day."""
        return expired_plans(self.files, self.day)


def make_case(
    files: Sequence[EvidenceFile],
    index: EvidenceIndex,
    knowledge: Knowledge,
    as_of: datetime,
    hub_type: str | None = None,
    language: Language = Language.JA,
) -> Case:
    """The case of these files. Raises CorpusError when an outline cannot be read."""
    outlines = load_outlines(knowledge.settings.corpus_dir)
    return Case(
        files=tuple(files),
        index=index,
        outlines=outlines,
        likeness=ItemLikeness(outlines[APPLICATION], knowledge.questions, knowledge.embedder),
        sources=knowledge.infos,
        as_of=as_of,
        hub_type=hub_type,
        language=language,
    )
