"""Badges: words with a look that a list of another app shows beside its rows, such as the level of an accident."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.common.registry import Registry


@dataclass(frozen=True)
class Badge:
    """One word; ``css`` are the classes of its look."""

    label: str
    css: str

    def __html__(self) -> SafeString:
        return format_html('<span class="{}">{}</span>', self.css, self.label)


#: Badges by name; apps register theirs, and to-dos and search hits carry the name.
badges: Registry[Badge] = Registry()
