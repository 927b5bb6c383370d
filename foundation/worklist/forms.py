"""The form for putting a to-do off."""

from foundation.ui.forms import BaseForm, LocalDateTimeField, TextField


class SnoozeForm(BaseForm):
    """Until when, and why."""

    until = LocalDateTimeField(label="暂缓至", name="暂缓时间")
    reason = TextField(label="暂缓理由", rows=3, max_length=200, help_text="单位领导和审计员看得到这条理由。")
