"""Choosing files in a form: several at once, each checked before anything is stored."""

from __future__ import annotations

from typing import Any

from django import forms

from foundation.common.errors import DomainError
from foundation.files.checks import ACCEPT, check_file, clean_name


class FilesInput(forms.ClearableFileInput):
    """A button in Chinese over the browser's own; ``button`` are its words."""

    allow_multiple_selected = True
    template_name = "files/input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, button: str = "选择文件") -> None:
        super().__init__({"accept": ACCEPT, "multiple": True, "data-files": "1", **(attrs or {})})
        self.button = button

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["button"] = self.button
        return context


class FilesField(forms.FileField):
    """New files; the cleaned value is a list. A file that is not what its name says is an error of the field."""

    widget = FilesInput

    def __init__(self, **options: Any) -> None:
        options["help_text"] = f"{options.get('help_text', '')}严禁上传涉密文件。"
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        for item in files:
            try:
                check_file(clean_name(item.name), item.size, item.file)
            except DomainError as error:
                raise forms.ValidationError(error.message, code=error.code) from None
        return files
