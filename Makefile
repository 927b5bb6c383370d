# The whole interface is `make run` and `make test`; docs/operations.md describes the rest.
SHELL := /bin/bash
PYTHON := .venv/bin/python
export PYTHONDONTWRITEBYTECODE :=
# Kills and crawls, on a portal of their own.
FAULTS := tests/e2e/test_faults.py tests/e2e/test_links.py
# The demonstration portal that the suite's own portals are copies of.
SEEDED := var-test-seeded

.PHONY: run down test lint suite suite-rest suite-seed suite-e2e suite-faults stress trial bench pictures lock

run: ## start everything; Ctrl-C stops it
	@bin/setup run
	@exec $(PYTHON) manage.py up

down: ## stop what `manage.py up --detach` started
	@$(PYTHON) manage.py down

test: ## set up, lint, all tests
	@bin/setup test
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory suite

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy .
	.venv/bin/lint-imports
	$(PYTHON) -m djlint templates --lint --check --quiet
	DATA_DIR=$${TEST_DATA_DIR:-var-test} $(PYTHON) manage.py makemigrations --check --dry-run

suite: # what drives whole portals comes after the rest: two of them side by side, copies of one that is seeded meanwhile
	@$(MAKE) --no-print-directory --jobs 2 suite-rest suite-seed
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target suite-e2e suite-faults

suite-rest:
	$(PYTHON) -m pytest -n 2 -q --ignore tests/e2e --ignore tests/project/test_embedded.py

suite-seed:
	@$(PYTHON) -m tests.e2e.seeding $(SEEDED)

suite-e2e:
	SEEDED_PORTAL=$(SEEDED) $(PYTHON) -m pytest -q tests/e2e $(FAULTS:%=--ignore %)

suite-faults:
	SEEDED_PORTAL=$(SEEDED) TEST_DATA_DIR=$${TEST_DATA_DIR:-var-test}-faults $(PYTHON) -m pytest -q $(FAULTS) tests/project/test_embedded.py

stress: ## faults, load, fuzzing: up to an hour, by hand
	@bin/setup test
	$(PYTHON) -m stress

trial: stress # the former name

bench: ## timings as a table and bench.json under var-bench/
	@bin/setup test
	$(PYTHON) -m benchmarks

pictures: ## the README's pictures anew, taken by the browser test from fresh demonstration data
	@bin/setup test
	PICTURES=docs/pictures $(PYTHON) -m pytest tests/e2e/test_screens.py -q

lock: ## write both lock files from pyproject.toml
	uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.txt $(LOCK_OPTIONS)
	uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-dev.txt $(LOCK_OPTIONS)
