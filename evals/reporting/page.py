"""One self-contained HTML page: the Markdown report with plots, nothing loaded from elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

_FOLDER = Path(__file__).parent


class Plot(NamedTuple):
    """A picture as SVG text, and what it shows."""

    svg: str
    caption: str


def html_page(title: str, markdown: str, plots: Sequence[Plot], plots_before: str) -> str:
    """The page; the plots stand before the heading `plots_before` of the Markdown, or at its end.

    Markdown may hold answers and hostile payloads: HTML inside it is shown as text, never taken as markup.
    """
    at = markdown.find(plots_before)
    head, tail = (markdown, "") if at < 0 else (markdown[:at], markdown[at:])
    # no links either: a payload must not become one
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink"])
    jinja = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True)
    return jinja.get_template("page.html.j2").render(
        title=title,
        before=Markup(_wide(reader.render(head))),
        after=Markup(_wide(reader.render(tail))),
        plots=[Plot(svg=Markup(plot.svg), caption=plot.caption) for plot in plots],
    )


def _wide(html: str) -> str:
    return html.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
