"""The permission table: which role has which permission, and in what scope. Read once from `fixtures/permissions.csv`.

Columns: ``act`` (the permission's code), its Chinese ``label``, its ``state`` (``live``, or ``planned`` for one whose
page is not built yet and that grants nothing), then one column for each role with a scope word or nothing: ``own`` rows
of one's own · ``subtree`` the divisions below one's organization's · ``charged`` rows charged or addressed to one's
organization or to one it receives for · ``city`` everything.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings

ROLES = [
    ("clerk", "填报员"),
    ("county_leader", "县局领导"),
    ("township", "乡镇人员"),
    ("department", "主管部门人员"),
    ("officer", "市局经办人"),
    ("reviewer", "市局核稿人"),
    ("leader", "市局领导"),
    ("auditor", "审计员"),
    ("sysadmin", "系统管理员"),
    ("secadmin", "安全管理员"),
]
ROLE_LABELS = dict(ROLES)
SCOPE_WORDS = frozenset({"own", "subtree", "charged", "city"})


@dataclass(frozen=True)
class ActRow:
    """One row of the table: the permission, its Chinese name, and the scope word of each role that has it."""

    act: str
    label: str
    is_live: bool
    scopes: dict[str, str]

    def words_of(self, roles: Iterable[str]) -> frozenset[str]:
        """Return the scope words that any of ``roles`` has for this permission."""
        return frozenset(self.scopes[role] for role in roles if role in self.scopes)


@cache
def table() -> dict[str, ActRow]:
    """Return the table by permission. Raises ``ValueError`` naming a row with an unknown role or scope word."""
    rows: dict[str, ActRow] = {}
    with open(settings.PERMISSION_TABLE, encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            act, label, state = line.pop("act"), line.pop("label"), line.pop("state")
            scopes = {role: word for role, word in line.items() if word}
            if unknown := (set(line) - set(ROLE_LABELS)) | (set(scopes.values()) - SCOPE_WORDS):
                raise ValueError(f"permissions.csv, {act}: unknown {sorted(unknown)}")
            rows[act] = ActRow(act, label, state == "live", scopes)
    return rows


def roles_with(permission: str, scope_words: Iterable[str]) -> list[str]:
    """Return the roles that have ``permission`` with one of ``scope_words``, in the order of the table's columns."""
    row, wanted = table()[permission], frozenset(scope_words)
    return [role for role, _ in ROLES if row.scopes.get(role) in wanted]


def act_labels() -> dict[str, str]:
    """Return the Chinese names of all permissions of the table."""
    return {row.act: row.label for row in table().values()}
