"""``/api/v1/divisions/`` and ``/api/v1/organizations/``: the city's structure, for every authenticated user."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers, viewsets
from rest_framework.routers import BaseRouter

from foundation.api.pagination import Page
from foundation.organizations.models import Division, Organization


class DivisionSerializer(serializers.ModelSerializer[Division]):
    """A place: its code is its path."""

    parent = serializers.CharField(source="parent_id", allow_null=True, read_only=True)  # type: ignore[assignment]

    class Meta:
        model = Division
        fields = ["code", "name", "short_name", "level", "kind", "parent", "valid_from", "valid_to"]
        read_only_fields = fields


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    """A unit; ``division``, ``parent`` and ``received_by`` are codes."""

    division = serializers.CharField(source="division_id", read_only=True)
    parent = serializers.CharField(source="parent.code", allow_null=True, default=None, read_only=True)  # type: ignore[assignment]
    received_by = serializers.CharField(source="received_by.code", allow_null=True, default=None, read_only=True)

    class Meta:
        model = Organization
        fields = [
            "code",
            "name",
            "short_name",
            "kind",
            "division",
            "parent",
            "function",
            "is_supervising",
            "received_by",
            "needs_confirmation",
            "is_active",
        ]
        read_only_fields = fields


class DivisionFilter(django_filters.FilterSet):
    """``?under=430922&level=township&parent=430922``"""

    under = django_filters.CharFilter(field_name="code", lookup_expr="startswith")
    level = django_filters.ChoiceFilter(choices=Division.Level.choices)
    parent = django_filters.CharFilter(field_name="parent_id")

    class Meta:
        model = Division
        fields = ["under", "level", "parent"]


class OrganizationFilter(django_filters.FilterSet):
    """``?under=430922&kind=county_department&function=housing``"""

    under = django_filters.CharFilter(field_name="division__code", lookup_expr="startswith")
    kind = django_filters.ChoiceFilter(choices=Organization.Kind.choices)

    class Meta:
        model = Organization
        fields = ["under", "kind", "function", "is_supervising", "is_active"]


class DivisionViewSet(viewsets.ReadOnlyModelViewSet[Division]):
    """行政区划"""

    queryset = Division.objects.none()
    serializer_class = DivisionSerializer
    filterset_class = DivisionFilter
    pagination_class = Page
    lookup_field = "code"
    lookup_value_regex = r"\d{4,12}"

    def get_queryset(self) -> QuerySet[Division]:
        return Division.objects.visible_to(self.request.user).order_by("code")


class OrganizationViewSet(viewsets.ReadOnlyModelViewSet[Organization]):
    """机构"""

    queryset = Organization.objects.none()
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    pagination_class = Page
    lookup_field = "code"
    lookup_value_regex = r"[0-9a-z_-]+"

    def get_queryset(self) -> QuerySet[Organization]:
        units = Organization.objects.visible_to(self.request.user).select_related("parent", "received_by")
        return units.order_by("division_id", "order", "name_key", "pk")


def register(router: BaseRouter) -> None:
    """Add this app's resources to the project's router."""
    router.register("divisions", DivisionViewSet, basename="division")
    router.register("organizations", OrganizationViewSet, basename="organization")
