# Two commands matter: `make demo` shows the whole walk, `make test` runs every check. Both make their own
# environment in .venv and use it again the next time. Only Python 3.11 or newer and make are needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_CONSTRAINT := $(CURDIR)/requirements.lock
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start the program often; without its compiled files each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

DB := demo/quotes.db
SHEET := demo/lavrov-on-assad.xlsx
QUESTION := what did Lavrov say about Assad

.PHONY: demo test test-long test-processors coverage docs site lock clean

demo: $(VENV)/.installed
	@mkdir -p demo
	$(BIN)/quotetrack add fixtures/articles --db $(DB)
	$(BIN)/quotetrack ask "$(QUESTION)" --db $(DB)
	$(BIN)/quotetrack sheet --ask "$(QUESTION)" --db $(DB) --output $(SHEET)

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup

# Property tests with many examples, others in each run: an hour or so.
test-long: $(VENV)/.installed-dev
	HYPOTHESIS_PROFILE=long $(BIN)/pytest -n auto --dist loadgroup

# By hand: the same articles under other processors, which qemu-user emulates. ARTICLES names more of them.
test-processors: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/processors.py fixtures/articles $(ARTICLES)

# Which lines the tests reach.
coverage: $(VENV)/.installed-dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

# What is generated from the program: the command reference, the page of rules and the table of arrows.
docs: $(VENV)/.installed
	$(BIN)/python -m quotetrack.cli.reference > docs/cli.md
	$(BIN)/python -m tests.docs.rules > docs/rules.md
	$(BIN)/python -m tests.docs.api > docs/api.md
	$(BIN)/python -m tests.docs.arrows

# The documentation as a site in site/, which loads nothing from elsewhere; `python -m http.server -d site` shows it.
site: $(VENV)/.installed-site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Pin anew what is installed: the newest versions that pyproject.toml allows.
lock:
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	env -u PIP_CONSTRAINT $(VENV)-lock/bin/pip install --quiet ".[dev,site]" hatchling editables
	{ echo "# Versions that make demo and make test install; made by make lock."; \
	  $(VENV)-lock/bin/pip freeze --exclude quotetrack; } > requirements.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) demo site

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "quotetrack needs Python 3.11 or newer, this is %d.%d; name another with make PYTHON=..." % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "installing quotetrack and what it needs into $(VENV); the first time this takes a minute"
	$(BIN)/pip install --quiet -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e ".[dev]"
	@touch $(VENV)/.installed $@

$(VENV)/.installed-site: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "installing what builds the site"
	$(BIN)/pip install --quiet -e ".[site]"
	@touch $(VENV)/.installed $@
