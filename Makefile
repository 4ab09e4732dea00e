# Two commands do all the set-up on a machine with Python 3.11 or later, make and git:
# `make run` shows the main job on the shipped sample, `make test` passes the tests.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SAMPLE := tests/samples/fedorenko-1956.md

.PHONY: run test lint lock interop clean

$(VENV)/.installed: pyproject.toml requirements.lock $(wildcard citekit/archives/repositories/*.toml)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

run: $(VENV)/.installed
	$(BIN)/citekit cite $(SAMPLE)
	$(BIN)/citekit cite $(SAMPLE) --style mla
	$(BIN)/citekit export $(SAMPLE) --to bibtex
	$(BIN)/citekit extract $(SAMPLE)

test: $(VENV)/.installed
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report --format=total

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Pins what CI installs: every dependency of the package and of its development, at the version tried.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	.venv-lock/bin/python -m pip freeze --exclude-editable > requirements.lock
	rm -rf .venv-lock

# Our exports read by programs that no one here wrote; a program that is not installed is skipped with a line.
interop: $(VENV)/.installed
	if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix .interop \
	  @citation-js/core@0.8 @citation-js/plugin-bibtex@0.8 @citation-js/plugin-ris@0.8 \
	  biblatex-csl-converter@3; fi
	$(BIN)/python benchmarks/interop.py --modules .interop

clean:
	rm -rf $(VENV) .venv-lock .interop build dist .coverage .mypy_cache .ruff_cache .pytest_cache
