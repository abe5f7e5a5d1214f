"""What the Office formats share: each is a zip of XML parts. Judged here before anything is unpacked."""

import io
import struct
import zipfile
import zlib

from docx.opc.exceptions import OpcError
from openpyxl.utils.exceptions import InvalidFileException
from pptx.exc import PythonPptxError

from advisor.errors import DocumentUnreadable

MAX_UNPACKED_BYTES = 200_000_000  # a call document with many pictures unpacks to some 50 MB
MAX_PACKING_RATIO = 100  # Office XML packs to a tenth, seldom below a thirtieth
RATIO_FROM_BYTES = 5_000_000  # small parts may pack better: they do no harm
MAX_PARTS = 10_000
OLE_MARK = b"\xd0\xcf\x11\xe0"  # an encrypted DOCX, XLSX or PPTX is an OLE container, no zip; so are .doc, .xls, .ppt
LOCKED = 0x1  # the flag of a zip entry with a password
# What the libraries let through from a broken file. A syntax error is what an XML parser raises for a damaged part.
BROKEN_PACKAGE = (
    OpcError,
    PythonPptxError,
    InvalidFileException,
    zipfile.BadZipFile,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    struct.error,
)


def check_package(data: bytes, name: str) -> None:
    """Refuse what is encrypted, is no zip, or would unpack to too much; Python unpacks no more than the directory of
    the zip promises. Raises DocumentUnreadable."""
    if data.startswith(OLE_MARK):
        raise DocumentUnreadable("document_encrypted", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentUnreadable("document_damaged", name=name) from error
    if any(info.flag_bits & LOCKED for info in infos):
        raise DocumentUnreadable("document_encrypted", name=name)
    unpacked = sum(info.file_size for info in infos)
    packed_well = any(
        info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_PACKING_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    if unpacked > MAX_UNPACKED_BYTES or packed_well or len(infos) > MAX_PARTS:
        raise DocumentUnreadable("document_unpacks_too_large", name=name, limit_mb=MAX_UNPACKED_BYTES // 1_000_000)
