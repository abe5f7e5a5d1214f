"""What a file is by its first bytes and its parts, whatever its name says. Pure."""

import io
import zipfile
from collections.abc import Callable

from advisor.errors import DocumentUnreadable, UploadRejected
from advisor.ingest.formats.office_zip import OLE_MARK
from advisor.ingest.reading import EXTENSIONS

PDF, ZIP, OLE = "PDF", "ZIP", "OLE"
WORD, EXCEL, POWERPOINT = "Word (.docx)", "Excel (.xlsx)", "PowerPoint (.pptx)"
PDF_WITHIN = 1024  # some writers put bytes before the mark; readers look this far
OFFICE = {"word/": WORD, "xl/": EXCEL, "ppt/": POWERPOINT}
IMAGES: dict[str, Callable[[bytes], bool]] = {
    "PNG": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "JPEG": lambda data: data.startswith(b"\xff\xd8\xff"),
    "GIF": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "TIFF": lambda data: data.startswith((b"II*\x00", b"MM\x00*")),
    "WebP": lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
    "HEIC": lambda data: data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"),
}
ARCHIVES = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"\x1f\x8b": "gzip"}
EXPECTED = {".pdf": PDF, ".docx": WORD, ".xlsx": EXCEL, ".xlsm": EXCEL, ".pptx": POWERPOINT}
# What people still have in their folders, and what to save it as.
OLD_FORMATS = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".jtd", ".pages"), "Word (.docx) / PDF"),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers"), "Excel (.xlsx) / CSV"),
    **dict.fromkeys((".ppt", ".odp", ".key"), "PowerPoint (.pptx) / PDF"),
}


def content_type(data: bytes) -> str | None:
    """The type that the bytes show, or None: text, or something unknown.

    >>> content_type(b"%PDF-1.7"), content_type(b"text")
    ('PDF', None)
    """
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    if data.startswith(OLE_MARK):
        return OLE
    found = [kind for kind, shows in IMAGES.items() if shows(data)]
    found += [kind for mark, kind in ARCHIVES.items() if data.startswith(mark)]
    if not found and b"%PDF-" in data[:PDF_WITHIN] and b"\x00" not in data[: data.find(b"%PDF-")]:
        return PDF
    return found[0] if found else None


def check_type(data: bytes, name: str, extension: str) -> None:
    """Refuse pictures, archives, formats that cannot be read, and content of another type than `extension` says.

    Raises UploadRejected or, for an extension that nothing reads, DocumentUnreadable. What passes may still be
    damaged, which its reader will say.
    """
    found = content_type(data)
    if found in IMAGES:
        raise UploadRejected("evidence_is_image", name=name, found=found)
    if found in ARCHIVES.values() or (found == ZIP and extension not in EXPECTED):
        raise UploadRejected("evidence_is_archive", name=name, found=found)
    if extension in OLD_FORMATS:
        raise UploadRejected("evidence_old_format", name=name, wanted=OLD_FORMATS[extension])
    if extension not in EXTENSIONS:
        raise DocumentUnreadable("document_format_unknown", name=name, accepted=", ".join(EXTENSIONS))
    expected = EXPECTED.get(extension)
    if found is None or found == expected or (expected in OFFICE.values() and found == OLE):
        return  # an Office file with a password is OLE: its reader says so
    if expected is None and found == PDF and not data.startswith(b"%PDF-"):
        return  # a text that speaks of PDF
    raise UploadRejected("evidence_type_mismatch", name=name, found="Office 97-2003" if found == OLE else found)


def _zip_type(data: bytes) -> str | None:
    """Which Office format a zip is by its folders; None for one that is cut off, which its reader will say."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names:
        return ZIP
    return next((kind for folder, kind in OFFICE.items() if any(name.startswith(folder) for name in names)), ZIP)
