"""Begin a notice from nothing over the API and say whom it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from documents.content.addressing import unit_groups
from documents.models import DocumentKind
from documents.workflow.new_documents import ChosenUnits

#: Of a message about no single field.
NON_FIELD = "__all__"


class UnitsSerializer(serializers.Serializer[Any]):
    """Codes of the units for 主送 and 抄送, and what is asked of them; ``reply_by`` is the last day for replies."""

    main = serializers.ListField(child=serializers.CharField(max_length=40), min_length=1, max_length=400)
    copies = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=400
    )
    must_acknowledge = serializers.BooleanField(default=True)
    must_reply = serializers.BooleanField(default=False)
    reply_by = serializers.DateField(required=False, allow_null=True, default=None)


class ChangedUnitsSerializer(UnitsSerializer):
    """``rewrite`` also writes 主送 and 抄送 of the text anew, as the units are usually named."""

    rewrite = serializers.BooleanField(default=False)


class NewDocumentSerializer(UnitsSerializer):
    """A notice: its kind (one that may be begun from nothing), title and text, one paragraph a line.

    ``main_recipients`` is 主送 as it is to be written; without it as the units are usually named. The text is changed
    afterwards, block by block, with PATCH.
    """

    kind = serializers.CharField(max_length=30)
    title = serializers.CharField(max_length=100)
    text = serializers.CharField(max_length=60_000)
    main_recipients = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


def free_kind(code: str) -> DocumentKind:
    """The kind of this code that may be begun from nothing. Raises ``ValidationError``."""
    kind = DocumentKind.objects.filter(pk=code, is_free=True).select_related("series__issuer").first()
    if kind is None:
        raise serializers.ValidationError({"kind": ["文种没有这一项，请重选。"]})
    return kind


def chosen_units(sent: Mapping[str, Any]) -> ChosenUnits:
    """The units of the checked values of ``UnitsSerializer``. Raises ``ValidationError`` with the names of the API."""
    groups = unit_groups()
    offered = {unit.code: unit for group in groups for unit in group.units}
    for name in ("main", "copies"):
        # None is dropped in silence: neither what is unknown nor what receives no documents.
        if unknown := [code for code in sent[name] if code not in offered]:
            raise serializers.ValidationError({name: [f"没有这些收文单位，或已停用：{'、'.join(unknown[:5])}。"]})
    units = ChosenUnits(
        groups,
        main=[unit for code, unit in offered.items() if code in sent["main"]],
        copies=[unit for code, unit in offered.items() if code in sent["copies"]],
        must_acknowledge=sent["must_acknowledge"],
        must_reply=sent["must_reply"],
        reply_by=sent["reply_by"],
    )
    if faults := units.faults():
        fields: dict[str, list[str]] = {}
        for name, message in faults:
            fields.setdefault(name or NON_FIELD, []).append(message)
        raise serializers.ValidationError(fields)
    return units
