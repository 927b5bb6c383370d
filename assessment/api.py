"""API of the yearly targets."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import ViewSet

from assessment.query import EARLIEST_YEAR
from assessment.target_report import as_json, target_report
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.common import clock
from foundation.common.access import require
from foundation.common.as_of import parse_as_of
from foundation.common.errors import DomainError, ErrorCode


class TargetViewSet(ViewSet):
    """三降一不 of a year, for the user's reach: the city and its counties, or one's own county."""

    lookup_field = "year"
    lookup_value_regex = r"\d{4}"

    @extend_schema(
        operation_id="targets_retrieve",
        parameters=[
            OpenApiParameter("year", int, OpenApiParameter.PATH, description="年份，例如 2020"),
            OpenApiParameter("as_of", str, description="按当时已录入的数据，例如 2020-12-20T18:00:00+08:00"),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def retrieve(self, request: AuthenticatedApiRequest, year: str) -> Response:
        """The four indicators against last year, as interfaces.md writes them."""
        require(request.user, "assessment.view")
        wanted = int(year)
        if not EARLIEST_YEAR <= wanted <= clock.today().year + 1:
            message = f"年份应在 {EARLIEST_YEAR} 到 {clock.today().year + 1} 之间。"
            raise DomainError(ErrorCode.BAD_YEAR, message, {"year": message})
        as_of = parse_as_of(request.query_params.get("as_of"))
        return Response(as_json(target_report(year=wanted, as_of=as_of, user=request.user)))


def register(router: BaseRouter | Any) -> None:
    """Add ``targets/{year}/``."""
    router.register("targets", TargetViewSet, basename="target")
