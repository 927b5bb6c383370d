"""Versions by ETag and If-Match."""

from __future__ import annotations

from typing import Any

from django.db import models
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.errors import PreconditionFailed


class EtagMixin:
    """Versions by ETag for a viewset: ``retrieve`` answers with it, ``expected_version`` reads If-Match.

    ``version_field`` names the integer that grows with every change. A service gets the number and raises ``Stale``
    when it is no longer the stored one, which becomes 412; a wrong number known before is 412 at once.
    """

    version_field = "version"

    def version_of(self, obj: models.Model) -> int:
        """Return the stored version of ``obj``. Override it where rows keep the version elsewhere."""
        return int(getattr(obj, self.version_field))

    def etag_of(self, obj: models.Model) -> str:
        return f'"{self.version_of(obj)}"'

    def with_etag(self, response: Response, obj: models.Model) -> Response:
        """Set the ETag header of ``response`` to the version of ``obj``."""
        response["ETag"] = self.etag_of(obj)
        return response

    def expected_version(self, request: Request, obj: models.Model) -> int | None:
        """Return the version the caller read, None without If-Match (or with ``*``). Raises ``PreconditionFailed``."""
        header = request.headers.get("If-Match", "").strip()
        if not header or header == "*":
            return None
        tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
        if self.etag_of(obj) not in tags:
            raise PreconditionFailed()
        return self.version_of(obj)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        obj = self.get_object()  # type: ignore[attr-defined]
        return self.with_etag(Response(self.get_serializer(obj).data), obj)  # type: ignore[attr-defined]
