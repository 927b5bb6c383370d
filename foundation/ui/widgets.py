"""The inputs the look needs beyond Django's own."""

from collections.abc import Callable
from typing import Any

from django import forms


class Segmented(forms.RadioSelect):
    """Two to four options side by side, all to be seen, instead of a select."""

    template_name = "components/widgets/segmented.html"


class LocalMomentInput(forms.DateTimeInput):
    """A moment as text “2021-03-16 07:50”; with JavaScript a button opens the browser's own picker."""

    template_name = "components/widgets/moment.html"
    picker_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "inputmode": "text", **(attrs or {})}, format="%Y-%m-%d %H:%M")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["picker_type"] = self.picker_type
        return context


class LocalDayInput(LocalMomentInput):
    """A day as text “2021-03-16”."""

    picker_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.DateInput.__init__(self, {"autocomplete": "off", **(attrs or {})}, format="%Y-%m-%d")


class Lookup(forms.Select):
    """A select that JavaScript makes searchable by name or pinyin initials; without it, an ordinary select.

    ``initials(value, label)`` returns the initials of an option, ``under(value)`` the value of the ``parent`` field
    that an option belongs to: options of another parent are then not offered.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        initials: Callable[[Any], str] | None = None,
        parent: str = "",
        under: Callable[[Any], str] | None = None,
    ) -> None:
        own = {"data-lookup": "1", **({"data-lookup-parent": parent} if parent else {})}
        super().__init__({**own, **(attrs or {})}, choices)
        self.initials = initials
        self.under = under

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value not in (None, ""):
            subject = getattr(value, "instance", value)
            if self.initials:
                option["attrs"]["data-initials"] = self.initials(subject)
            if self.under:
                option["attrs"]["data-under"] = self.under(subject)
        return option
