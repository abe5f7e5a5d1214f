"""What changed between two texts, and two people's words side by side. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.review.differences import Change, Piece
from app.ui.workbench.marks import folded_html
from app.ui.workbench.wording import Words


def differences_html(pieces: Sequence[Piece], words: Words) -> str:
    """A text with what came and what went: underlined and struck through, and said in words for those who listen."""
    if all(piece.change is Change.SAME for piece in pieces):
        return f'<p class="hint">{words.html("no_difference")}</p>'
    legend = f'<p class="hint">{words.html("difference_legend")}</p>'
    shown = "".join(_piece_html(piece, words) for piece in pieces)
    return f'{legend}<p class="difference" lang="ja">{shown}</p>'


def _piece_html(piece: Piece, words: Words) -> str:
    if piece.change is Change.SAME:
        return escape(piece.text)
    tag, key = ("ins", "added") if piece.change is Change.ADDED else ("del", "removed")
    begins, ends = (f'<span class="visually-hidden">{words.html(f"{key}_{end}")}</span>' for end in ("begins", "ends"))
    return f"<{tag}>{begins}{escape(piece.text)}{ends}</{tag}>"


def conflict_html(
    reason: str, theirs: str, by: str, mine: str, pieces: Sequence[Piece], revision: int | None, words: Words
) -> str:
    """Two people's words: what is saved, and what was typed here. Nothing is lost, whichever is taken.

    `by`: who saved and when. `revision`: what the typed words may be saved upon; None: what is saved stays.
    """
    overwrite = ""
    if revision is not None:
        overwrite = (
            f'<button type="button" class="primary" data-keep-mine="{revision}">'
            f"{words.html('conflict_keep_mine')}</button>"
        )
    take = f'<button type="button" data-keep-theirs>{words.html("conflict_keep_theirs")}</button>'
    return (
        f'<section class="conflict" aria-label="{words.html("conflict_title")}">'
        f'<h4 data-conflict-title tabindex="-1">{words.html("conflict_title")}</h4>'
        f'<p role="alert">{escape(reason)}</p><div class="two-texts">'
        f"<div><h5>{escape(by)}</h5>{whole_html(theirs, words)}</div>"
        f"<div><h5>{words.html('conflict_mine')}</h5>{whole_html(mine, words)}</div></div>"
        f"{folded_html(words.text('conflict_difference'), differences_html(pieces, words), 'more')}"
        f'<div class="form-buttons">{overwrite}{take}</div></section>'
    )


def whole_html(text: str, words: Words) -> str:
    """A text as it stands, with its lines."""
    return (
        f'<p class="whole" lang="ja" tabindex="0">{escape(text)}</p>'
        if text
        else f'<p class="hint">{words.html("version_empty")}</p>'
    )
