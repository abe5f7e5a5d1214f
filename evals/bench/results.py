"""What a part of the benchmark hands back: figures with their targets, and curves to draw."""

from advisor.values import Value


class Row(Value):
    """One figure. `reached`: whether the target is met; None where there is none. `value` None: it was not measured."""

    name: str
    value: float | None
    unit: str = ""
    target: str | None = None
    reached: bool | None = None
    note: str = ""


class Line(Value):
    """One curve of a chart: points (x, y) in the order of x."""

    label: str
    points: tuple[tuple[float, float], ...]


class Chart(Value):
    """Curves over one axis. `logarithmic`: both axes are."""

    title: str
    x_title: str
    y_title: str
    lines: tuple[Line, ...]
    logarithmic: bool = False


class Part(Value):
    """What one part measured. `took_s`: how long that took, set by whoever ran it."""

    name: str
    title: str
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...] = ()
    took_s: float = 0.0


def figure(name: str, value: float, unit: str, note: str = "") -> Row:
    """A figure without a target."""
    return Row(name=name, value=value, unit=unit, note=note)


def at_most(name: str, value: float, limit: float, unit: str, note: str = "") -> Row:
    """A figure that shall not be above `limit`.

    >>> at_most("answer", 2.6, 2.5, "x").reached
    False
    """
    return Row(name=name, value=value, unit=unit, target=f"≤ {limit:g}", reached=value <= limit, note=note)


def at_least(name: str, value: float, limit: float, unit: str, note: str = "") -> Row:
    """A figure that shall not be below `limit`."""
    return Row(name=name, value=value, unit=unit, target=f"≥ {limit:g}", reached=value >= limit, note=note)


def exactly(name: str, value: float, wanted: float, unit: str, note: str = "") -> Row:
    """A count that must be `wanted`."""
    return Row(name=name, value=value, unit=unit, target=f"= {wanted:g}", reached=value == wanted, note=note)


def failed(name: str, fault: Exception) -> Part:
    """A part that could not be measured, with the reason as its only row."""
    reason = " ".join(f"{type(fault).__name__}: {fault}".split())
    row = Row(name="not measured", value=None, note=reason)
    return Part(name=name, title=name.replace("_", " "), rows=(row,))
