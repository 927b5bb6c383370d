"""Guards the test settings need before Django is set up."""

from __future__ import annotations


class UnknownVariable(str):
    """Stands for a variable a template names and nobody gave: the test fails and says which one.

    Django shows an unknown variable as nothing, so a renamed field would leave a page silently empty.
    `{% if %}`, `{% firstof %}` and `default` filters do not come here: there absence is meant.
    """

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"模板引用了不存在的变量：{name}")
