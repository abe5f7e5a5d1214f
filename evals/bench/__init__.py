"""How fast the advisor is, and how that changes with users, documents and time: `make bench`.

One module a part, each with `run(quick) -> Part`. Figures are ratios within one run wherever they can be: the machines
that this runs on are shared and noisy.
"""
