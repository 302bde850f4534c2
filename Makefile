# Two commands: `make run` serves a newsroom, `make test` proves it. Both do their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1:8000

.PHONY: run test setup bench lint lock clean

run: setup
	$(BIN)/python manage.py prepare_newsroom
	$(BIN)/python manage.py serve $(ADDRESS)

test: setup
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

setup: $(VENV)/.complete

$(VENV)/.complete: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Newsroom needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

bench: setup
	$(BIN)/python -m tests.bench

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Needs uv; writes no index address.
lock:
	uv pip compile pyproject.toml --quiet --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
