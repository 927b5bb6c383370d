"""How a request's body is read: what no store can keep is refused here, for every address of the API at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from rest_framework.parsers import JSONParser, MultiPartParser

from foundation.common.errors import ErrorCode, Unreadable

#: What the database's largest integers hold; numbers of the register are far below.
_LARGEST = 2**63 - 1


class JsonBody(JSONParser):
    """JSON whose texts and numbers can be stored (setting REST_FRAMEWORK.DEFAULT_PARSER_CLASSES)."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The value. Raises ``Unreadable`` naming the null character, half character or number that is
        in it, or for a bare ``null``."""
        value = super().parse(stream, media_type, parser_context)
        if value is None:
            raise Unreadable(ErrorCode.UNREADABLE, "请求内容是 null，请写成 JSON 对象。")
        refuse_what_cannot_be_kept(value)
        return value


class FormBody(MultiPartParser):
    """Forms with files, whose texts can be stored."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The fields and files. Raises ``Unreadable`` as ``JsonBody`` does."""
        found = super().parse(stream, media_type, parser_context)
        refuse_what_cannot_be_kept(dict(found.data.lists()))
        return found


def refuse_what_cannot_be_kept(value: Any) -> None:
    """Look through a value of any depth. Raises ``Unreadable`` for a text with a null character or half a character,
    an integer beyond 64 bits, a number without end."""
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
