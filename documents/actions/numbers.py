"""The actions on number series, on document kinds, and on numbers without a document."""

from __future__ import annotations

from documents.models import ReservedNumber
from foundation.common.actions import Action, ActionTable, TextInput

State = ReservedNumber.State
_LONGEST = 200

RESERVED_NUMBER_ACTIONS = ActionTable(
    [
        Action(
            code="reserve",
            label="预留文号",
            permission="document.reserve_number",
            target=State.RESERVED,
            text=TextInput(
                "预留事由",
                help_text="给哪份公文留的。",
                missing="请写预留事由，登记簿里要写明。",
                max_length=_LONGEST,
            ),
        ),
        Action(
            code="void_reserved",
            label="作废预留文号",
            permission="document.reserve_number",
            sources=frozenset({State.RESERVED}),
            target=State.VOIDED,
            text=TextInput("作废理由", missing="请写作废理由，登记簿里要写明。", max_length=_LONGEST),
            is_danger=True,
        ),
    ],
    namespace="documents",
    states=dict(State.choices),
)

#: Rows of a city's files that the bureau checks and changes; they have no state.
SERIES_ACTIONS = ActionTable(
    [
        Action(
            code="edit",
            label="核对文号序列",
            permission="reference.manage",
            event="series.edit",
            event_label="核对文号序列",
            url_name="series_edit",
        )
    ],
    namespace="documents",
    states={},
)
KIND_ACTIONS = ActionTable(
    [
        Action(
            code="edit",
            label="核对文种",
            permission="reference.manage",
            event="kind.edit",
            event_label="核对文种",
            url_name="kind_edit",
        )
    ],
    namespace="documents",
    states={},
)
