"""Forms of documents begun from nothing: what it is about, whom it is for, whether an answer is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from documents.content.addressing import (
    UnitGroup,
    unit_groups,
    units_of,
)
from documents.models import Document, DocumentKind, DocumentRecipient
from documents.workflow.new_documents import ChosenUnits
from foundation.organizations.models import Organization
from foundation.ui.forms import BaseForm, LineField, LocalDateField

Role = DocumentRecipient.Role


@dataclass(frozen=True)
class PickedGroup:
    """A group as the picker shows it: how many of it are chosen for 主送 and for 抄送, and each unit's state."""

    group: UnitGroup
    units: list[tuple[Organization, bool, bool]]

    @property
    def chosen(self) -> int:
        return sum(main or copy for _, main, copy in self.units)


class RecipientsForm(BaseForm):
    """Units in groups, each for 主送 or 抄送, and what is asked of those of 主送.

    Fields of the page: ``main`` and ``copy`` (keys of units, repeated), ``main_group`` (codes of groups, repeated).
    """

    must_acknowledge = forms.BooleanField(label="须签收", required=False, initial=True)
    must_reply = forms.BooleanField(label="主送单位须回复", required=False)
    reply_by = LocalDateField(
        label="回复期限",
        required=False,
        help_text="须回复的必填，不须回复的不填。写成 2021-03-16 或 2021年3月16日都可以。",
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.groups = unit_groups()
        units = {unit.pk: unit for group in self.groups for unit in group.units}
        self.main, self.copies = _chosen(data, units, self.groups)
        super().__init__(data, *args, **kwargs)
        # Whether it may be left empty depends on 须回复, as its help says; “可空” beside it would be half true.
        self.fields["reply_by"].is_quiet = True  # type: ignore[attr-defined]

    def choose(self, recipients: Iterable[DocumentRecipient]) -> None:
        """Show the units of a stored document as chosen."""
        rows = list(recipients)
        self.main = [row.organization for row in rows if row.role != Role.COPY]
        self.copies = [row.organization for row in rows if row.role == Role.COPY]

    def picked(self) -> list[PickedGroup]:
        """The groups for the page."""
        main, copies = ({unit.pk for unit in chosen} for chosen in (self.main, self.copies))
        return [
            PickedGroup(group, [(unit, unit.pk in main, unit.pk in copies) for unit in group.units])
            for group in self.groups
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, message in self.units().faults():
            if name not in self.errors:
                self.add_error(name or None, message)
        return given

    def units(self) -> ChosenUnits:
        """The choice, for the service once the form is valid."""
        given = self.cleaned_data
        return ChosenUnits(
            self.groups,
            self.main,
            self.copies,
            must_acknowledge=given.get("must_acknowledge", False),
            must_reply=given.get("must_reply", False),
            reply_by=given.get("reply_by"),
        )


class NewDocumentForm(RecipientsForm):
    """A document begun from nothing; its text may be pasted here at once and is edited afterwards."""

    kind = forms.ModelChoiceField(label="文种", queryset=DocumentKind.objects.none(), empty_label=None)
    title = LineField(label="标题", max_length=100, help_text="“关于……的通知”；断行在编辑时再定。")
    main_recipients = LineField(label="主送写法", required=False, max_length=1000, help_text="空着就照所选单位写。")
    text = forms.CharField(
        label="正文",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="可从 Word 整篇粘贴；一段一行，“一、”“（一）”自动认作标题。",
    )
    field_order = ("kind", "title", "main_recipients", "text", "must_acknowledge", "must_reply", "reply_by")

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        kinds = DocumentKind.objects.filter(is_free=True).select_related("series__issuer")
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]


def reply_initial(document: Document) -> dict[str, Any]:
    """What was asked of the recipients of a stored document."""
    rows = list(document.recipients.all())
    return {
        "must_acknowledge": any(row.must_acknowledge for row in rows) if rows else True,
        "must_reply": any(row.must_reply for row in rows),
        "reply_by": document.reply_by,
    }


def _chosen(
    data: Any, units: dict[int, Organization], groups: list[UnitGroup]
) -> tuple[list[Organization], list[Organization]]:
    if data is None:
        return [], []
    main = {unit.pk: unit for unit in units_of(set(data.getlist("main_group")), groups)}
    main |= {key: units[key] for key in _keys(data.getlist("main")) if key in units}
    copies = {key: units[key] for key in _keys(data.getlist("copy")) if key in units}
    in_order = [unit for group in groups for unit in group.units]
    return [unit for unit in in_order if unit.pk in main], [unit for unit in in_order if unit.pk in copies]


def _keys(sent: Iterable[str]) -> list[int]:
    return [int(key) for key in sent if key.isdecimal() and len(key) < 12]
