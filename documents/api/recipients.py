"""The units a document is for, as the API shows and finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from rest_framework import serializers

from documents.models import Document, DocumentRecipient
from documents.workflow.selectors import recipients_seen_by
from foundation.accounts.models import User
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode, NotPermitted


class UnitSerializer(serializers.Serializer[Any]):
    """For which unit; may be left out when the caller receives for only one."""

    organization = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)


class RecipientSerializer(serializers.ModelSerializer[DocumentRecipient]):
    """A unit the document is for, with its times; a receipt on paper names who signed it."""

    organization = serializers.CharField(source="organization.code")
    name = serializers.CharField(source="organization.name")

    class Meta:
        model = DocumentRecipient
        fields = (
            "organization", "name", "role", "must_acknowledge", "served_at", "acknowledged_at", "on_paper",
            "paper_signer", "must_reply", "replied_at",
        )  # fmt: skip
        read_only_fields = fields


def recipient_for(user: User, document: Document, act: str, code: str = "") -> DocumentRecipient:
    """The row for which ``user`` does ``act``: of the unit with this code, or the only one in the reach of the act.

    A unit that stands twice in a document is taken where something is still to be done. Raises ``NotPermitted`` when
    the document is for no unit in reach, ``DomainError("which_unit")`` when it is for several and none is named.
    """
    require(user, act)
    scope = user.scope_for(act)
    rows = recipients_seen_by(user).filter(document=document).filter(scope.q(organization="organization_id"))
    if code:
        rows = rows.filter(organization__code=code)
    elif scope.everything:
        raise DomainError(ErrorCode.WHICH_UNIT, "请写明收文单位。", {"organization": "请写收文单位代码。"})
    is_reply = act in ("document.reply", "document.reply_paper")
    done, wanted = ("replied_at", "must_reply") if is_reply else ("acknowledged_at", "must_acknowledge")
    found = list(rows.order_by(F(done).asc(nulls_first=True), F(wanted).desc(), "pk"))
    if not found and scope.everything:
        message = "这份公文没有发给这个单位。"
        raise DomainError(ErrorCode.NOT_ADDRESSED, message, {"organization": message})
    if not found:
        raise NotPermitted("这份公文没有发给您的单位，不能办理。")
    if len({row.organization_id for row in found}) > 1:
        raise DomainError(
            ErrorCode.WHICH_UNIT, "您代收的单位不止一个，请写明收文单位。", {"organization": "请写收文单位代码。"}
        )
    return found[0]
