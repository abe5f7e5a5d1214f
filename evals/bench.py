"""How long each guide takes, as a ratio to one query embedding measured in the same run: `make bench`."""

import statistics
import time
from collections.abc import Callable

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.dates import parse_as_of
from advisor.guides.eligibility import Case, assess
from advisor.guides.hubs.finding import HubFilter, find_hubs
from advisor.guides.menus.finding import MenuQuery, find_menus
from advisor.guides.rounds.comparing import rounds_at
from advisor.guides.schedule.at import schedule_at
from advisor.guides.type_selection import weigh_types
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.settings import Settings

AS_OF = parse_as_of("2025-08-20T10:00")
TURNS = 30  # calls of each, in turn, so that all meet the same load; the median counts
CASE = "本学は公立大学で、運営するセンターが地元の町工場と共同研究をしています。海外の企業とも始めました。"


def main() -> None:
    """Print the median of each in milliseconds and over one query embedding."""
    knowledge = Knowledge.load(Settings())
    context = (AS_OF, Language.JA, knowledge)
    works: dict[str, Callable[[], object]] = {
        "one embedding": lambda: knowledge.embedder.embed_query(CASE),
        "answer": lambda: answer(Question(text="誰が申請できますか", as_of=AS_OF), knowledge),
        "eligibility": lambda: assess(Case(description=CASE), *context),
        "type selection": lambda: weigh_types(CASE, *context),
        "support menus": lambda: find_menus(MenuQuery(), *context),
        "schedule": lambda: schedule_at(*context),
        "hubs": lambda: find_hubs(HubFilter(), *context),
        "hubs alike": lambda: find_hubs(HubFilter(like=CASE), *context),
        "rounds": lambda: rounds_at(*context),
    }
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # whatever is read once
    for _ in range(TURNS):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            taken[name].append((time.perf_counter() - begun) * 1000)
    middle = {name: statistics.median(times) for name, times in taken.items()}
    for name, taken_ms in middle.items():
        print(f"{name:<15} {taken_ms:7.1f} ms  {taken_ms / middle['one embedding']:5.2f} x")


if __name__ == "__main__":
    main()
