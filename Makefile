# Needs only Python 3.11 or newer; `make` alone lists what it can do.

PYTHON ?= python3
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCALES := scheduler/translations
SOURCES := $(wildcard $(LOCALES)/*/LC_MESSAGES/messages.po)
COMPILED := $(SOURCES:.po=.mo)
TEMPLATE := $(VENV)/messages.pot

.DEFAULT_GOAL := help
.PHONY: help demo run worker test coverage check fix messages revision bench clean

help:
	@echo "make demo [PORT=8000]    the Sichuan-CityU case, web and worker, on this machine"
	@echo "make test                everything the suite needs, then the whole suite"
	@echo "make coverage            the whole suite again, counting lines and branches"
	@echo "make check               format, lint, imports, types, templates, spelling, catalogues"
	@echo "make fix                 mend what can be mended by itself"
	@echo "make run                 the web process alone, for development"
	@echo "make worker              the worker alone"
	@echo "make messages            bring the catalogues up to the sources"
	@echo "make revision m=\"...\"    a new migration from the difference of models and schema"
	@echo "make bench [ONLY=name]   the measurements; writes bench.json"

demo: $(VENV)/.runtime $(COMPILED)
	@exec $(BIN)/scheduler demo run --port $(PORT)

run: $(VENV)/.runtime $(COMPILED)
	@exec $(BIN)/scheduler serve --port $(PORT)

worker: $(VENV)/.runtime $(COMPILED)
	@exec $(BIN)/scheduler worker

test: $(VENV)/.development $(COMPILED)
	$(BIN)/python -m tests.provision
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder

# Watching every branch more than doubles the time of the suite, so it is a command of its own.
coverage: $(VENV)/.development $(COMPILED)
	$(BIN)/python -m tests.provision
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

check: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/codespell
	$(BIN)/python -m tests.house.catalogues

fix: $(VENV)/.development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Babel warns that the template has more plural forms than Chinese; so it should.
messages: $(VENV)/.runtime
	$(BIN)/pybabel --quiet extract --mapping=pyproject.toml --no-location --sort-output \
	    --project=consultation-scheduler --copyright-holder="its authors" \
	    --output-file=$(TEMPLATE) .
	for language in en zh_Hans zh_Hant; do \
	    $(BIN)/pybabel --quiet update --input-file=$(TEMPLATE) --output-dir=$(LOCALES) \
	        --locale=$$language --init-missing --no-fuzzy-matching --ignore-obsolete \
	        --ignore-pot-creation-date || exit 1; \
	done

revision: $(VENV)/.runtime
	@test -n "$(m)" || { echo 'Say what changes: make revision m="add the venue"' >&2; exit 1; }
	$(BIN)/scheduler db revision "$(m)"

bench: $(VENV)/.runtime $(COMPILED)
	$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY))

clean:
	rm -rf $(VENV) tests/.npm .coverage .*_cache $(COMPILED)

# The environment, built once and again when a lock changes.

$(VENV)/.created:
	@command -v $(PYTHON) >/dev/null || \
	    { echo "$(PYTHON) was not found: install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed, but $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	        "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	    { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update --quiet && \
	        apt-get install --yes --quiet --no-install-recommends python3-venv; } || \
	    { echo "$(PYTHON) cannot make environments: install its venv package" \
	        "(Debian, Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV); the first time takes a minute."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements.lock pyproject.toml $(LOCALES)/hatch_build.py
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

# Catalogues are compiled when they change; an installed package brings them compiled.
%.mo: %.po | $(VENV)/.runtime
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@ \
	    --locale=$(notdir $(patsubst %/LC_MESSAGES/messages.po,%,$<))
