"""Demonstration accounts: posts instead of persons, random passwords, stored in a file readable by its owner only."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foundation.accounts.models import User
from foundation.accounts.services import create_user
from foundation.accounts.tokens import issue_token
from foundation.organizations.models import Organization

FILE_NAME = "demo-accounts.json"


@dataclass(frozen=True)
class Post:
    """One account: user name, the post it stands for, the unit's code, its roles."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]


COUNTY_NAMES = (
    ("taojiang", "桃江", "430922"),
    ("anhua", "安化", "430923"),
    ("heshan", "赫山", "430903"),
    ("yuanjiang", "沅江", "430981"),
    ("ziyang", "资阳", "430902"),
    ("nanxian", "南县", "430921"),
    ("gaoxin", "高新区", "430972"),
    ("datonghu", "大通湖", "430971"),
)
POSTS = (
    Post("leader", "局领导", "4309-emergency", ("leader",)),
    Post("officer", "综合协调科经办", "4309-emergency-coordination", ("officer",)),
    Post("reviewer", "综合协调科科长", "4309-emergency-coordination", ("reviewer",)),
    Post("section_chemicals", "危化监管科科长", "4309-emergency-chemicals", ("reviewer",)),
    *(Post(f"county_{name}", f"{label}填报员", f"{code}-emergency", ("clerk",)) for name, label, code in COUNTY_NAMES),
    Post("leader_taojiang", "桃江县局领导", "430922-emergency", ("county_leader",)),
    Post("town_majitang", "马迹塘镇应急办", "430922115", ("township",)),
    Post("dept_taojiang_housing", "桃江住建局安全股", "430922-housing", ("department",)),
    Post("auditor", "审计员", "4309-emergency-office", ("auditor",)),
    Post("secadmin", "安全管理员", "4309-emergency-office", ("secadmin",)),
    Post("sysadmin", "系统管理员", "4309-emergency-office", ("sysadmin",)),
)


def create_accounts() -> tuple[dict[str, User], list[dict[str, Any]]]:
    """Create all demonstration accounts. Returns the users by name and the rows of the accounts file."""
    units = {unit.code: unit for unit in Organization.objects.filter(code__in=[post.unit for post in POSTS])}
    users: dict[str, User] = {}
    rows: list[dict[str, Any]] = []
    for post in POSTS:
        account, password = create_user(
            user=None,
            username=post.username,
            name=post.name,
            organization=units[post.unit],
            roles=post.roles,
            is_demo=True,
            must_change_password=False,
        )
        _, token = issue_token(user=None, account=account, label="演示", days=None)
        users[post.username] = account
        rows.append(
            {
                "username": post.username,
                "name": post.name,
                "organization": units[post.unit].name,
                "roles": list(post.roles),
                "password": password,
                "api_token": token,
            }
        )
    return users, rows


def write_accounts_file(folder: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write the accounts to ``folder`` with mode 0600 from the first byte on; replaces an older file."""
    path = folder / FILE_NAME
    part = folder / f".{FILE_NAME}.part"
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        json.dump(list(rows), target, ensure_ascii=False, indent=2)
        target.write("\n")
        target.flush()
        os.fsync(target.fileno())
    part.replace(path)
    return path
