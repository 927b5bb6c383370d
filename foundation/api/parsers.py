"""Parse request bodies and refuse, for the whole API, values that the database cannot store."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from rest_framework.parsers import JSONParser, MultiPartParser

from foundation.common.errors import ErrorCode, Unreadable

#: The range of the database's largest integers; numbers of the portal are far below.
_LARGEST = 2**63 - 1


class JsonBody(JSONParser):
    """JSON parser that accepts only texts and numbers that can be stored (REST_FRAMEWORK.DEFAULT_PARSER_CLASSES)."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """Return the parsed value.

        Raises ``Unreadable`` for a null character, a lone surrogate, a number that cannot be stored, or a bare
        ``null``.
        """
        value = super().parse(stream, media_type, parser_context)
        if value is None:
            raise Unreadable(ErrorCode.UNREADABLE, "请求内容是 null，请写成 JSON 对象。")
        refuse_what_cannot_be_kept(value)
        return value


class FormBody(MultiPartParser):
    """Parser of forms with files that accepts only texts that can be stored."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """Return the fields and files. Raises ``Unreadable`` as ``JsonBody`` does."""
        found = super().parse(stream, media_type, parser_context)
        refuse_what_cannot_be_kept(dict(found.data.lists()))
        return found


def refuse_what_cannot_be_kept(value: Any) -> None:
    """Check a value of any depth for content that the database cannot store.

    Raises ``Unreadable`` for a text with a null character or a lone surrogate, an integer beyond 64 bits, or an
    infinite number.
    """
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            waiting += [*found.keys(), *found.values()]
        elif isinstance(found, list):
            waiting += found
        elif isinstance(found, str):
            _refuse_text(found)
        elif isinstance(found, float) and not math.isfinite(found):
            raise Unreadable(ErrorCode.UNREADABLE, "请求内容里有不是有限数的数值，请改正。")
        elif isinstance(found, int) and abs(found) > _LARGEST:
            raise Unreadable(ErrorCode.UNREADABLE, "请求内容里有超出范围的整数，请改正。")


def _refuse_text(text: str) -> None:
    if "\x00" in text:
        raise Unreadable(ErrorCode.UNREADABLE, "请求内容里有空字符（U+0000），请去掉。")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(ErrorCode.UNREADABLE, "请求内容里有不成字的字符，请改正。") from error
