"""What the commands print that only read, and the help of all."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import transaction

from stress.snapshot.comparing import Entries
from stress.snapshot.normalising import without_random

YEARS = range(2019, 2027)
LIBRARIES = ("django", "pg", "drf", "axes")
COUNTIES = ("430922", "430971")


def collect() -> Entries:
    """Return the command line and the lines printed; nothing that a command writes is kept."""
    fixtures = Path(settings.BASE_DIR) / "fixtures" / "yiyang"
    lines: list[tuple[str, ...]] = [("target_report", "--year", str(year)) for year in YEARS]
    lines.append(("target_report", "--year", "2020", "--as-of", "2020-12-20"))
    rule_sets = apps.get_model("accountability", "RuleSet")._default_manager.order_by("code")
    for rules in rule_sets.values_list("code", flat=True).distinct():
        for year in YEARS:
            period = ("--ruleset", rules, "--from", f"{year}-01-01", "--to", f"{year}-12-31")
            lines += [("evaluate", *period, "--format", form) for form in ("json", "text")]
            lines += [("evaluate", *period, "--county", county, "--format", "json") for county in COUNTIES]
        past = ("--from", "2020-01-01", "--to", "2020-12-31", "--as-of", "2020-12-20T18:00")
        lines.append(("evaluate", "--ruleset", rules, *past, "--format", "json"))
    lines += [("reconcile", "--format", "json"), ("reconcile", "--all", "--format", "json"), ("reconcile", "--all")]
    lines.append(("draft_organizations", str(fixtures / "divisions.csv")))
    lines.append(("draft_holidays", "--from", "2019", "--to", "2026"))
    entries = {" ".join(line).replace(str(fixtures), "fixtures"): _printed(*line) for line in lines}
    return entries | {f"{name} --help": text for name, text in _helps()}


def _printed(name: str, *arguments: str) -> list[str]:
    out, errors = StringIO(), StringIO()
    try:
        with transaction.atomic():
            call_command(name, *arguments, stdout=out, stderr=errors)
            transaction.set_rollback(True)
    except CommandError as error:
        errors.write(f"CommandError: {error}")
    printed = out.getvalue().splitlines() + [f"stderr: {line}" for line in errors.getvalue().splitlines()]
    return [without_random(line) for line in printed]


def _helps() -> list[tuple[str, list[str]]]:
    own = [(name, str(app)) for name, app in get_commands().items() if not str(app).startswith(LIBRARIES)]
    return [
        (name, load_command_class(app, name).create_parser("manage.py", name).format_help().splitlines())
        for name, app in sorted(own)
    ]
