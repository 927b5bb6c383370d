"""Demonstration accounts: posts instead of persons, random passwords, stored in a file readable by its owner only."""

from __future__ import annotations

import csv
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

POSTS_FILE = "accounts.csv"
FILE_NAME = "demo-accounts.json"


@dataclass(frozen=True)
class Post:
    """One account: user name, the post it stands for, the unit's code, its roles."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]


def read_posts(folder: Path) -> list[Post]:
    """Read the posts from the folder of a city's demonstration data; ``roles`` are separated by spaces."""
    with (folder / POSTS_FILE).open(encoding="utf-8", newline="") as file:
        return [Post(**row | {"roles": tuple(row["roles"].split())}) for row in csv.DictReader(file)]


def create_accounts(posts: Sequence[Post]) -> tuple[dict[str, User], list[dict[str, Any]]]:
    """Create the accounts of the posts. Returns the users by name and the rows of the accounts file."""
    units = {unit.code: unit for unit in Organization.objects.filter(code__in=[post.unit for post in posts])}
    users: dict[str, User] = {}
    rows: list[dict[str, Any]] = []
    for post in posts:
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
