"""Begin a notice from nothing over the API and say whom it is for: the forms of the pages, filled by a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from rest_framework import serializers

from documents.editor.new_document import NewDocumentForm, RecipientsForm
from foundation.organizations.models import Organization


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


def new_document_form(sent: Mapping[str, Any]) -> NewDocumentForm:
    """The valid form of a new document. Raises ``ValidationError`` with the names of the API."""
    return _checked(NewDocumentForm, sent, ("kind", "title", "text", "main_recipients"))


def recipients_form(sent: Mapping[str, Any]) -> RecipientsForm:
    """The valid form of the units of a draft. Raises ``ValidationError``."""
    return _checked(RecipientsForm, sent, ())


def _checked(form_class: type[Any], sent: Mapping[str, Any], texts: tuple[str, ...]) -> Any:
    data = QueryDict(mutable=True)
    for name in texts:
        data[name] = sent[name]
    for name in ("must_acknowledge", "must_reply"):
        if sent[name]:
            data[name] = "on"
    if sent["reply_by"]:
        data["reply_by"] = sent["reply_by"].isoformat()
    keys = dict(Organization.objects.filter(code__in=[*sent["main"], *sent["copies"]]).values_list("code", "pk"))
    for name, field in (("main", "main"), ("copies", "copy")):
        data.setlist(field, [str(keys.get(code, "")) for code in sent[name]])
    form = form_class(data)
    _refuse_unknown(form, keys, sent)
    if not form.is_valid():
        raise serializers.ValidationError({name: list(words) for name, words in form.errors.items()})
    return form


def _refuse_unknown(form: RecipientsForm, keys: Mapping[str, int], sent: Mapping[str, Any]) -> None:
    """The page offers only units that receive documents; a program may name others, and none is dropped in silence."""
    offered = {unit.pk for group in form.groups for unit in group.units}
    for name in ("main", "copies"):
        if unknown := [code for code in sent[name] if keys.get(code) not in offered]:
            raise serializers.ValidationError({name: [f"没有这些收文单位，或已停用：{'、'.join(unknown[:5])}。"]})
