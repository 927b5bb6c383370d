"""Whether an uploaded file is what its name says; pure over a name and a stream of bytes."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from foundation.common.errors import DomainError, ErrorCode

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_PICTURE = 60_000_000  # pixels
LONGEST_NAME = 120

#: Extension → the type it is served with; nothing else is taken.
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ACCEPT = ",".join(f".{extension}" for extension in CONTENT_TYPES)
_PICTURE_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


def clean_name(name: str) -> str:
    """A name that is safe to show and to save: no path, no control or direction marks, at most 120 characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = safe_name(name)
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension.lower()}"


def safe_name(name: str) -> str:
    """A name of a file, made here or elsewhere, without what some system refuses in it and without invisible marks."""
    name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Cs"))
    return _NOT_IN_NAMES.sub("_", name).strip(" .")


def check_file(name: str, size: int, stream: BinaryIO) -> str:
    """Return the content type of a file whose cleaned name, size in bytes and content agree.

    Raises ``DomainError("bad_file")`` with a Chinese message that names the file and says what to do.
    """
    extension = name.rpartition(".")[2].lower()
    if extension not in CONTENT_TYPES:
        raise refusal(f"“{name}”不能上传。请上传 PDF、JPG、PNG、DOCX 或 XLSX 文件。")
    if not size:
        raise refusal(f"“{name}”是空文件，请重新选择。")
    if size > LARGEST:
        raise refusal(f"“{name}”有 {size / 1024 / 1024:.1f} MB，超过 {LARGEST // 1024 // 1024} MB，请压缩后再传。")
    stream.seek(0)
    try:
        matches = _matches(extension, stream)
    finally:
        stream.seek(0)
    if not matches:
        raise refusal(f"“{name}”的内容不是 {extension.upper()}，或文件已损坏，请用原来的软件另存后再传。")
    return CONTENT_TYPES[extension]


def refusal(message: str) -> DomainError:
    return DomainError(ErrorCode.BAD_FILE, message, {"attachments": message})


def _matches(extension: str, stream: BinaryIO) -> bool:
    if extension == "pdf":
        return stream.read(1024).startswith(b"%PDF-")
    if extension in _PICTURE_FORMATS:
        return _is_picture(_PICTURE_FORMATS[extension], stream)
    return _is_office_file(_MAIN_PARTS[extension], stream)


def _is_picture(wanted: str, stream: BinaryIO) -> bool:
    try:
        with Image.open(io.BytesIO(stream.read()), formats=["JPEG", "PNG"]) as picture:
            if picture.format != wanted or picture.width * picture.height > LARGEST_PICTURE:
                return False
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _is_office_file(main_part: str, stream: BinaryIO) -> bool:
    """A package with its main part, without macros, that does not unpack to something huge."""
    try:
        with zipfile.ZipFile(stream) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                return False
            has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            return {"[Content_Types].xml", main_part} <= names and not has_macros
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
