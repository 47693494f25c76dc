# What we do, by name. `make` alone lists it. Needs Python 3.11+ and make, nothing else.
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
export PYTHONPATH := .:platform
export PYTHONDONTWRITEBYTECODE :=# compiled once, not by each of the processes that tests start
.DEFAULT_GOAL := help

.PHONY: help lock run stop test check lint bench screenshots messages

help: ## list what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/installed: requirements.lock
	@echo "Installing what the site needs into $(VENV)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/installed-dev: requirements-dev.lock requirements.lock
	@echo "Installing what site and tests need into $(VENV)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# uv first, by its own lines of the lock: it takes seconds. pip where uv does not reach the registry that pip was told of.
	sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.lock >$(VENV)/uv.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $(VENV)/installed $@

lock: $(VENV)/installed-dev ## pin everything that gets installed, with hashes, after a change of requirements*.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" requirements.txt -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock" requirements-dev.txt -c requirements.lock -o requirements-dev.lock

run: $(VENV)/installed ## from a fresh clone to the running site, with content and a sample account
	$(BIN)/python -m config.start --host $(HOST) --port $(PORT)

stop: ## stop what `make run` started
	@test ! -f var/portolan.pid || kill $$(cat var/portolan.pid)

test: $(VENV)/installed-dev ## from a fresh clone to a green suite (REQUIRE_BROWSER=1: without Chromium it fails)
	@echo "The suite, up to nine minutes on two cores; $(if $(NO_BROWSER),without the browser,then the browser's tests: up to five)"
	@# The browser by itself: Playwright's event loop and Django's connections do not share a thread. It runs whatever the first part said.
	@# A file of its tests is walked on one site, the files side by side: a browser waits for half of its time.
	@failed=0; $(BIN)/python -m pytest -n auto --dist loadgroup --ignore tests/browser || failed=1; \
	if [ -z "$(NO_BROWSER)" ]; then echo "The browser's tests"; $(BIN)/python -m pytest -n auto --dist loadfile tests/browser || failed=1; fi; exit $$failed

check: lint ## what CI runs: lint, then the suite on SQLite, and on PostgreSQL where DATABASE_URL names one
	DATABASE_URL= $(MAKE) test
	@if [ -n "$(DATABASE_URL)" ]; then $(MAKE) test; else echo "DATABASE_URL names no PostgreSQL: suite run on SQLite only"; fi

lint: $(VENV)/installed-dev ## style, import contract, types, migrations, interface words, sources of facts, templates, deploy check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/python -m tests.interface_words
	$(BIN)/python -m tests.programme_data
	$(BIN)/djlint templates --lint --quiet
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))") ALLOWED_HOSTS=portolan.example \
	  BASE_URL=https://portolan.example DATABASE_URL=postgresql://portolan@portolan.example/portolan \
	  EMAIL_URL=smtp+tls://portolan@portolan.example:587 DEFAULT_FROM_EMAIL=portolan@portolan.example DJANGO_SETTINGS_MODULE=config.settings.production $(MANAGE) check --deploy --fail-level WARNING

bench: $(VENV)/installed-dev ## the benchmarks: a table, and JSON in var/bench/
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/installed-dev ## the pictures of README and docs, from the running site
	$(BIN)/python -m docs.screenshots http://$(HOST):$(PORT)

messages: $(VENV)/installed-dev ## collect interface words into locale/ (needs gettext)
	$(MANAGE) makemessages --locale fr --locale es --locale ar --no-wrap --no-location --ignore .venv --ignore var
	$(MANAGE) compilemessages --ignore .venv
