"""Reading the HTML of the tabs that work with a desk, for their tests."""

from html.parser import HTMLParser

NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)" \'x'
_BOXES = {"radio", "checkbox"}  # these stand inside their label


class Tags(HTMLParser):
    """All tags with their attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Tags:
    """The tags and the text."""
    tags = Tags()
    tags.feed(html)
    return tags


def harmless(html: str) -> bool:
    """Whether nothing in it runs or loads anything."""
    found = read(html).found
    names = {name for _, attributes in found for name in attributes}
    links = [attributes.get("href") or "" for tag, attributes in found if tag == "a"]
    fine = all(link.startswith(("/", "mailto:")) for link in links)
    return (
        fine and not {"script", "img"} & {tag for tag, _ in found} and not any(name.startswith("on") for name in names)
    )


def unnamed_fields(html: str) -> list[dict[str, str | None]]:
    """The fields without a label."""
    found = read(html).found
    labelled = {attributes.get("for") for tag, attributes in found if tag == "label"}
    fields = [attributes for tag, attributes in found if tag in {"input", "textarea", "select"}]
    return [
        field
        for field in fields
        if not field.get("aria-label")
        and field.get("id") not in labelled
        and field.get("type") not in _BOXES | {"hidden"}
    ]


def doubled_ids(html: str) -> set[str]:
    """The ids that stand there more than once, and those that are pointed to and not there."""
    found = read(html).found
    ids = [attributes["id"] for _, attributes in found if attributes.get("id")]
    pointed = {attributes.get("aria-describedby") for _, attributes in found} - {None}
    return {str(each) for each in ids if ids.count(each) > 1} | {str(each) for each in pointed - set(ids)}


def values(html: str, attribute: str) -> list[str]:
    """The values of an attribute in the order in which they stand there."""
    return [str(attributes[attribute]) for _, attributes in read(html).found if attribute in attributes]
