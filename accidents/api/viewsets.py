"""The register for programs: the same services, scopes and checks as the browser."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accidents.actions import ACCIDENT_ACTIONS
from accidents.api.pagination import RegisterPage
from accidents.api.serializers import (
    AccidentSerializer,
    FactsSerializer,
    ReportSerializer,
    RevisionSerializer,
    as_sent,
)
from accidents.facts import facts_of
from accidents.filters import AccidentFilters
from accidents.models import Accident, AccidentRevision, Status
from accidents.selectors import FACT_RELATIONS, revisions_of, with_facts
from accidents.services import (
    drafts,
    registration,
    reporting,
    verification,
)
from accidents.totals import filtered_totals
from foundation.accounts.requests import AuthenticatedApiRequest
from foundation.api.actions import ActionMixin, action_endpoint
from foundation.api.idempotency import IdempotentMixin
from foundation.common.access import require
from foundation.common.as_of import parse_as_of
from foundation.common.errors import DomainError

AS_OF = OpenApiParameter("as_of", str, description="ISO 8601 时刻（带时区）：那时登记在册的事故和数字")


@extend_schema(tags=["accidents"])
class AccidentViewSet(IdempotentMixin, ActionMixin, viewsets.GenericViewSet[Any]):
    """事故: list and one, drafts and registration, further reports, verification and return."""

    queryset = Accident.objects.none()
    serializer_class = AccidentSerializer
    pagination_class = RegisterPage
    paginator: RegisterPage
    filterset_class = AccidentFilters
    lookup_field = "code"
    lookup_value_regex = "[^/]+"

    def get_queryset(self) -> QuerySet[Any]:
        user = self.request.user
        moment = self._as_of()
        if moment is not None and self.request.method == "GET":
            rows = AccidentRevision.objects.visible_to(user).as_of(moment)
            return rows.select_related(*FACT_RELATIONS, "accident").order_by("-occurred_at", "-accident__code")
        return with_facts(Accident.objects.visible_to(user)).order_by("-occurred_at", "-code")

    @extend_schema(parameters=[AS_OF])
    def list(self, request: AuthenticatedApiRequest) -> Response:
        require(request.user, "accident.view")
        rows = self.get_queryset()
        if request.query_params.get("status") != Status.DRAFT:
            rows = rows.exclude(status=Status.DRAFT)
        filters = AccidentFilters(request.query_params, queryset=rows, request=request)
        if not filters.form.is_valid():
            raise serializers.ValidationError(filters.form.errors)
        totals = filtered_totals(
            request.user,
            filters.qs,
            narrowing=filters.tally_narrowing(),
            narrow=filters.filter_queryset,
            as_of=self._as_of(),
        )
        self.paginator.count = totals.count
        page = self.paginate_queryset(filters.qs)
        return self.get_paginated_response(AccidentSerializer(page, many=True).data)

    @extend_schema(parameters=[AS_OF])
    def retrieve(self, request: Request, code: str = "") -> Response:
        moment = self._as_of()
        if moment is None:
            return self.answer(self.get_object())
        row = self.get_queryset().filter(accident__code=code).first()
        if row is None:
            raise Http404
        return Response(AccidentSerializer(row).data)

    @extend_schema(request=FactsSerializer, responses={201: AccidentSerializer})
    def create(self, request: AuthenticatedApiRequest) -> Response:
        """Register in one step; with ``"submit": false`` keep a draft. A township's people always leave a draft."""
        facts = self._read(FactsSerializer).facts()
        user = request.user
        wants_submit = _content(request).get("submit", user.may("accident.submit"))
        if wants_submit not in (True, False):
            raise serializers.ValidationError({"submit": ["请写 true 或 false。"]})
        try:
            if wants_submit:
                accident = registration.register(user=request.user, facts=facts)
            else:
                accident = drafts.save_draft(user=request.user, facts=facts)
        except DomainError as error:
            raise _named(error) from error
        return self.answer(accident, status.HTTP_201_CREATED)

    @extend_schema(request=FactsSerializer, responses=AccidentSerializer)
    def partial_update(self, request: AuthenticatedApiRequest, code: str = "") -> Response:
        """Change a draft; a registered accident gets a 更正 with what is sent (``note`` is not asked)."""
        accident = self.get_object()
        version = self.expected_version(request, accident)
        said = self._read(FactsSerializer).said()
        try:
            if accident.status == Status.DRAFT:
                facts = type(facts_of(accident))(**(vars(facts_of(accident)) | said))
                accident = drafts.save_draft(user=request.user, facts=facts, accident=accident, version=version)
            else:
                accident = reporting.add_report(
                    user=request.user, accident=accident, kind="correction", changes=said, version=version
                )
        except DomainError as error:
            raise _named(error) from error
        return self.answer(accident)

    @extend_schema(methods=["GET"], responses=RevisionSerializer(many=True))
    @extend_schema(methods=["POST"], request=ReportSerializer, responses={201: AccidentSerializer})
    @action(detail=True, methods=["get", "post"], pagination_class=None, filterset_class=None)
    def reports(self, request: AuthenticatedApiRequest, code: str = "") -> Response:
        """All reports, oldest first; or one more: 续报, 终报, 更正."""
        accident = self.get_object()
        if request.method == "GET":
            return Response(RevisionSerializer(revisions_of(accident), many=True).data)
        version = self.expected_version(request, accident)
        report = self._read(ReportSerializer)
        figures = FactsSerializer(data=_content(request).get("figures") or {})
        figures.is_valid(raise_exception=True)
        try:
            accident = reporting.add_report(
                user=request.user,
                accident=accident,
                kind=report.validated_data["kind"],
                changes=figures.said(),
                note=report.validated_data.get("note", ""),
                version=version,
            )
        except DomainError as error:
            raise _named(error) from error
        return self.answer(accident, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=AccidentSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: AuthenticatedApiRequest, code: str = "") -> Response:
        """Report a draft, or a returned accident again, to the city."""
        accident = self.get_object()
        version = self.expected_version(request, accident)
        try:
            return self.answer(registration.submit(user=request.user, accident=accident, version=version))
        except DomainError as error:
            raise _named(error) from error

    verify = action_endpoint(
        ACCIDENT_ACTIONS["verify"],
        verification.verify,
        subject="accident",
        description="The city confirms the newest revision.",
    )
    return_ = action_endpoint(
        ACCIDENT_ACTIONS["return"],
        verification.return_,
        subject="accident",
        description="The city returns it with a reason.",
    )

    def _read(self, serializer_class: type[Any]) -> Any:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer

    def answer(self, row: Accident, status_code: int = 200) -> Response:
        """The accident as it stands after an action, and where it is found when it is new."""
        response = super().answer(row, status_code)
        if status_code == status.HTTP_201_CREATED:
            response["Location"] = f"/api/v1/accidents/{row.code}/"
        return response

    def _as_of(self) -> dt.datetime | None:
        # The schema is made from a view without a request.
        return parse_as_of(self.request.query_params.get("as_of")) if hasattr(self.request, "query_params") else None


def _content(request: Request) -> dict[str, Any]:
    return request.data if isinstance(request.data, dict) else {}


def _named(error: DomainError) -> DomainError:
    """The same refusal with the API's names of fields."""
    error.fields = as_sent(error.fields)
    return error


def register(router: BaseRouter) -> None:
    """Called by ``yiyang_ems.urls``."""
    router.register("accidents", AccidentViewSet, basename="accident")
