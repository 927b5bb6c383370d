"""Checks that the test settings install before Django is set up."""

from __future__ import annotations


class UnknownVariable(str):
    """Represents a variable that a template uses and no view set: the test fails and names it.

    Django renders an unknown variable as nothing, so a renamed field would silently leave a page empty. `{% if %}`, `{%
    firstof %}` and `default` filters do not come here: absence is intended there.
    """

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"模板引用了不存在的变量：{name}")
