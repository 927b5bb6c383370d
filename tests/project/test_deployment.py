"""What is committed for an installation: the compose file, the image, the lock files."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from yiyang_ems.settings import STORAGES

ROOT = Path(__file__).resolve().parents[2]
VENDOR = Path(__file__).parent / "vendor"


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_compose_file_meets_the_compose_schema(compose):
    schema = json.loads((VENDOR / "compose-spec.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    assert list(jsonschema.Draft7Validator(schema).iter_errors(compose)) == []


def test_schema_would_notice_a_wrong_compose_file(compose):
    schema = json.loads((VENDOR / "compose-spec.json").read_text())
    broken = json.loads(json.dumps(compose))
    broken["services"]["web"]["dependson"] = ["postgres"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(broken)


def test_compose_runs_the_processes_of_make_run(compose):
    assert set(compose["services"]) == {"postgres", "redis", "prepare", "web", "worker", "beat", "nginx"}
    major = int(re.search(r"postgres:(\d+)", compose["services"]["postgres"]["image"])[1])
    assert major >= 15


def test_compose_refuses_to_start_without_secrets(compose):
    environment = compose["services"]["web"]["environment"]
    for name in ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"):
        assert ":?" in environment[name], name
    assert environment["DEMO"] == "0"


def test_example_names_what_the_compose_file_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    named = re.findall(r"^([A-Z_]+)=", (ROOT / "deploy/env.example").read_text(), re.MULTILINE)
    assert sorted(asked) == sorted(named)


def test_nginx_may_read_what_is_collected(tmp_path):
    options = STORAGES["staticfiles"]["OPTIONS"]
    kept = FileSystemStorage(location=tmp_path, **options)
    kept.save("style.css", ContentFile(b"x"))
    assert (tmp_path / "style.css").stat().st_mode & 0o004


def test_only_nginx_is_reachable_from_outside(compose):
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["nginx"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_names_no_host_and_hashes_everything(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|-f|--find-links)\b", text, re.MULTILINE)
    requirements = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
    assert len(requirements) > 30
    assert all(line.rstrip().endswith("\\") for line in requirements), "a requirement without a hash"


def test_locks_agree_with_each_other():
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (ROOT / name).read_text(), re.MULTILINE))

    running, developing = pins("requirements.txt"), pins("requirements-dev.txt")
    assert running.items() <= developing.items()


def test_every_dependency_says_why():
    import tomllib

    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    for requirement in project["project"]["dependencies"] + project["dependency-groups"]["dev"]:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"#\s*\S.{2,}", line), requirement


def test_every_dependency_is_in_the_lock():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for name, wanted in {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
    }.items():
        text = (ROOT / name).read_text()
        for requirement in wanted:
            package = re.match(r"[A-Za-z0-9-]+", requirement)[0].lower()
            assert re.search(rf"^{package}==", text, re.MULTILINE), f"{package}: make lock"


def test_git_leaves_out_what_machines_make():
    ignored = (ROOT / ".gitignore").read_text().split()
    for name in (".venv", "var/", "var-test/", "var-bench/", "var-stress/", ".env"):
        assert any(fnmatch(name, pattern) for pattern in ignored), name
