"""Text that every database can hold. Pure."""


def storable(text: str) -> str:
    """The text without NUL; halves of a character (lone surrogates) become U+FFFD, two that belong together one.

    >>> storable("拠点\\x00\\ud83d\\ude00\\ud800")
    '拠点😀�'
    """
    without_nul = text.replace("\0", "")
    return without_nul.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str) -> str:
    """The text as a title: storable, line ends and runs of spaces as one space, none around it."""
    return " ".join(storable(text).split())
