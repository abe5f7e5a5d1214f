"""Whether a quote stands in its source, character for character. Pure."""

from rapidfuzz import fuzz

from advisor.corpus.problems import Problem, problem

_TELLING = 6  # characters that agree before a place is taken for the one meant
_SHOWN = 30  # characters shown on either side of the first difference


def check_quote(source: str, quote: str, file: str, at: str, texts: dict[str, str]) -> list[Problem]:
    """What is wrong with `quote` at path `at` of `file`; `texts` are the sources' texts by id."""
    if source not in texts:
        return [problem("corpus_unknown_source", file, f"{at}.source", value=source)]
    if quote in texts[source]:
        return []
    return [quote_problem(source, quote, file, f"{at}.quote", nearest_part(quote, texts[source]))]


def quote_problem(source: str, quote: str, file: str, at: str, nearest: str) -> Problem:
    """The problem of a quote that the source does not have; `nearest`: what it has instead."""
    return problem("corpus_quote_not_found", file, at, source=source, quote=quote, nearest=nearest)


def nearest_part(quote: str, text: str) -> str:
    """The part of `text` that `quote` was meant to be; "" where nothing is like it.

    Where the quote begins as the source does, the part is shown from shortly before the first difference.

    >>> nearest_part("受付は12時必差です", "令和7年8月27日(水)の受付は12時必着です。")
    '受付は12時必着です。'
    """
    agreed = _agreeing_prefix(quote, text)
    if agreed >= _TELLING:
        begin = text.index(quote[:agreed]) + max(0, agreed - _SHOWN)
        return text[begin : begin + 2 * _SHOWN]
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=50)
    return text[max(0, found.dest_start - _TELLING) : found.dest_end + _TELLING] if found else ""


def _agreeing_prefix(quote: str, text: str) -> int:
    """How many characters of the quote's beginning stand in the text."""
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in text else (low, middle - 1)
    return low
