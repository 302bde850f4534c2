# Two commands: `make run` serves a newsroom, `make test` proves it. Both do their own set-up.
PYTHON ?= python3
VENV := .venv
# Never a script of .venv/bin: those break when the folder is moved.
BIN := $(VENV)/bin/python
ADDRESS ?= 127.0.0.1:8000

.PHONY: run test setup model sections bench screenshots lint messages lock clean

run: setup
	@$(BIN) manage.py run $(ADDRESS)

test: setup
	$(BIN) -m tests.chromium
	$(BIN) -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

setup: $(VENV)/.complete

# The stamp comes last: a set-up that was interrupted begins anew.
$(VENV)/.complete: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Newsroom needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	@echo "Setting up $(VENV), once."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

# The model of labels in this release, from folders of labelled pages, files of web pages with what is
# wanted of them (see tests.labelled_pages), and the seeds.
model: setup
	@test -n "$(CORPUS)" || { echo 'Name labelled pages: make model CORPUS="folder folder" PAGES="file.jsonl.gz" FULL=file.jsonl'; exit 2; }
	@mkdir -p var
	$(BIN) -m tests.labelled_seeds 4 > var/labelled-seeds.jsonl
	for pages in $(PAGES); do $(BIN) -m tests.labelled_pages $$pages $(FULL); done > var/labelled-pages.jsonl
	$(BIN) manage.py train_labels $(CORPUS) var/labelled-seeds.jsonl var/labelled-pages.jsonl --output articles/documents/labels/model.npz

# What tells section pages from articles, from files of pages of each (see tests.section_pages).
sections: setup
	@test -n "$(SECTIONS)" || { echo 'Name pages: make sections ARTICLES="file.jsonl.gz file.jsonl.gz" SECTIONS=file.jsonl.gz'; exit 2; }
	$(BIN) -m tests.section_pages --articles $(ARTICLES) --sections $(SECTIONS) --output articles/documents/reading/pages/section_page.json

bench: setup
	@$(BIN) -m tests.bench $(BENCH_ARGS)

# Every page of site and desk, wide and narrow, light and dark, in var/screenshots.
screenshots: setup
	$(BIN) -m tests.chromium
	$(BIN) -m tests.screenshots $(SCREENSHOTS_ARGS)

lint: setup
	$(BIN) -m ruff format --check .
	$(BIN) -m ruff check .
	$(BIN) -m mypy

# What the code says, into the catalogues of other languages. Needs the programs of GNU gettext.
messages: setup
	@$(BIN) -m tests.catalogues

# Needs uv; writes no index address.
lock:
	uv pip compile pyproject.toml --quiet --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
