"""The table of `advisor eval drafting`."""

from evals.drafting.measure import Figures, table_of


def test_the_last_row_sums_up_all_sets() -> None:
    one = {name: 1 for name in Figures.model_fields if name not in {"set", "misses"}}
    table = table_of([Figures(set="a", **one), Figures(set="b", **one)])
    assert table.splitlines()[2].startswith("| a | 1/1 |")
    assert table.splitlines()[-1].startswith("| all | 2/2 |")
