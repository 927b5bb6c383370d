"""Structural rules of the project, checked on the source itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.packages import PACKAGES, ROOT, sources

LONGEST_FILE = 300
LONGEST_TEST_NAME = 72
MOST_MODULES = 25
CLOCKS = {("datetime", "now"), ("date", "today"), ("timezone", "now"), ("timezone", "localdate"), ("datetime", "today")}
CLOCK_MODULE = Path("foundation/common/clock.py")
PURE = [
    *sorted(str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("rules/*.py")),
    "assessment/targets.py",
]


def checks_and_tools() -> Iterator[Path]:
    for folder in ("tests", "stress", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT)


def _tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text())


def _columns(line: str) -> int:
    """How wide an editor shows a line: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_no_template_line_is_over_120_columns():
    assert _columns("<p>事故</p>") == 11
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if _columns(line) > 120
    ]
    assert not long, "; ".join(long)


def test_layers_hold():
    """The contracts of import-linter in pyproject.toml."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_only_the_clock_reads_the_time():
    found = []
    for path in sources():
        if path == CLOCK_MODULE:
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if (name, node.func.attr) in CLOCKS:
                    found.append(f"{path}:{node.lineno}")
    assert not found, "ask foundation.common.clock: " + ", ".join(found)


@pytest.mark.parametrize("name", PURE)
def test_pure_rules_ask_no_clock(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"\bclock\.(now|today)\(", text)
    assert "import django" not in text
    assert "from django" not in text


def test_files_stay_short_enough_to_read():
    paths = [*sources(), *checks_and_tools()]
    long = {str(path): len((ROOT / path).read_text().splitlines()) for path in paths}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def test_names_of_tests_are_sentences_of_one_line():
    named = {
        node.name: str(path)
        for path in checks_and_tools()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert {name: path for name, path in named.items() if len(name) > LONGEST_TEST_NAME} == {}


def test_folders_stay_small_enough_to_scan():
    folders = Counter(path.parent for path in sources())
    assert {str(folder): count for folder, count in folders.items() if count > MOST_MODULES} == {}


def test_letter_library_is_loaded_only_where_it_is_used():
    """A machine without Pango runs everything but letters."""
    found = [
        f"{path}:{node.lineno}"
        for path in sources()
        for node in _tree(path).body
        if (isinstance(node, ast.Import) and any(a.name.startswith("weasyprint") for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weasyprint"))
    ]
    assert not found, found


def test_public_functions_of_services_say_what_they_do():
    found = []
    for path in sources():
        if path.stem not in {"services", "selectors"}:
            continue
        for node in _tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                found.append(f"{path}:{node.lineno} {node.name}")
    assert not found, "\n".join(found)


def test_repository_names_no_machine_path():
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for name in listing.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yml", ".sh", ".txt", ".csv", ".json", ".html", ".js", ".css"}:
            text = path.read_text(errors="ignore")
            if re.search(r"(?<![\w.])/(work|root)/(?!\*)", text) and name != "tests/project/test_structure.py":
                found.append(name)
    assert not found, found
