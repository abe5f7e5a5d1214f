"""Office files as zips that come out the same each time. Pure: bytes in, bytes out.

Libraries stamp the time of saving into what they write; a filled form must not differ by when it was filled.
"""

import io
import re
import zipfile
from collections.abc import Mapping

CORE_PROPERTIES = "docProps/core.xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_NO_STAMP = b"1980-01-01T00:00:00Z"
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_READABLE_BY_ALL = 0o644 << 16


def stable_zip(data: bytes, original: bytes | None = None) -> bytes:
    """The members of the zip `data`, with fixed times and in a fixed order: the same content gives the same bytes.

    With `original`, the file that `data` was made of: its order and times, and its docProps/core.xml as it is (who
    made it and when, its revision). Members that only `data` has come last, by name.
    Raises zipfile.BadZipFile.
    """
    members = _members(data)
    before = _infos(original) if original is not None else {}
    if original is not None and CORE_PROPERTIES in before and CORE_PROPERTIES in members:
        members[CORE_PROPERTIES] = _members(original)[CORE_PROPERTIES]
    elif CORE_PROPERTIES in members:
        members[CORE_PROPERTIES] = _STAMP.sub(rb"\g<1>" + _NO_STAMP + rb"\g<3>", members[CORE_PROPERTIES])
    order = list(members) if original is None else [name for name in before if name in members]
    order += sorted(members.keys() - set(order))
    return _packed([(_info(name, before.get(name)), members[name]) for name in order])


def with_parts(original: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip `original` with the content of `parts` (by member name) in the place of its own; all else as it was.

    Raises zipfile.BadZipFile; KeyError for a part that `original` does not have.
    """
    infos, members = _infos(original), _members(original)
    if missing := parts.keys() - members.keys():
        raise KeyError(*sorted(missing))
    return _packed([(_info(name, infos[name]), parts.get(name, content)) for name, content in members.items()])


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {info.filename: packed.read(info) for info in packed.infolist()}


def _infos(data: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {info.filename: info for info in packed.infolist()}


def _info(name: str, before: zipfile.ZipInfo | None) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=before.date_time if before is not None else _NO_TIME)
    info.compress_type = before.compress_type if before is not None else zipfile.ZIP_DEFLATED
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0  # otherwise it differs by the machine
    info.external_attr = before.external_attr if before is not None else _READABLE_BY_ALL
    return info


def _packed(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for info, content in members:
            packed.writestr(info, content)
    return written.getvalue()
