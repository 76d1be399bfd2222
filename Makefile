# Two commands matter: `make demo` shows the whole walk, `make test` runs every check. Both make their own
# environment in .venv and use it again the next time. Only Python 3.11 or newer and make are needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start the program often; without its compiled files each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

DB := demo/quotes.db
SHEET := demo/lavrov-on-assad.xlsx
QUESTION := what did Lavrov say about Assad

# Only files with the digests in a lock are installed; then the project itself, without asking for anything more.
define install
$(BIN)/pip install --quiet --require-hashes -r $(1)
$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
endef
# 3.11.5 is the first that all the tools take.
define lock
{ echo "# Versions and SHA-256 of what is installed; made by make lock."; \
  $(VENV)-lock/bin/uv pip compile pyproject.toml $(2) --quiet --upgrade --universal --python-version 3.11.5 \
  --generate-hashes --no-header --no-annotate; } > $(1)
endef

.PHONY: demo test test-browser test-long test-processors coverage docs site lock sums sbom clean

demo: $(VENV)/.installed
	@mkdir -p demo
	$(BIN)/quotetrack add fixtures/articles --db $(DB)
	$(BIN)/quotetrack ask "$(QUESTION)" --db $(DB)
	$(BIN)/quotetrack sheet --ask "$(QUESTION)" --db $(DB) --output $(SHEET)
	@echo "to read and decide on a page: $(BIN)/quotetrack desk --db $(DB) --open"

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadgroup --ignore=tests/browser

# The desk in a real browser, chromium as the system has it; without one these tests are skipped.
test-browser: $(VENV)/.installed-dev
	$(BIN)/pytest -rs -n auto --dist loadfile tests/browser

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

# Pin anew what is installed: the newest versions that pyproject.toml allows, each with the digests of its files.
lock:
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet uv
	printf 'hatchling>=1.27\neditables>=0.5\n' > $(VENV)-lock/build.in
	$(call lock,requirements.lock,$(VENV)-lock/build.in)
	$(call lock,requirements-dev.lock,--extra dev)
	$(call lock,requirements-site.lock,$(VENV)-lock/build.in --extra site)
	rm -rf $(VENV)-lock

# The digests of the weights that come with the package, after any of them has been trained anew.
sums:
	cd quotetrack/lang/en && sha256sum *.npz > SHA256SUMS
	cd quotetrack/lang/en/model && sha256sum *.onnx *.npz tokenizer.json card.json > SHA256SUMS

# A bill of materials in CycloneDX's form: what `make demo` installs, with versions and digests.
sbom:
	rm -rf $(VENV)-sbom
	$(PYTHON) -m venv $(VENV)-sbom
	$(VENV)-sbom/bin/pip install --quiet cyclonedx-bom
	@mkdir -p dist
	$(VENV)-sbom/bin/cyclonedx-py requirements --pyproject pyproject.toml --mc-type application \
	  --of JSON -o dist/quotetrack.cdx.json requirements.lock
	rm -rf $(VENV)-sbom

clean:
	rm -rf $(VENV) demo site dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "quotetrack needs Python 3.11 or newer, this is %d.%d; name another with make PYTHON=..." % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "installing quotetrack and what it needs into $(VENV); the first time this takes a minute"
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements-dev.lock | $(VENV)/bin/python
	@echo "installing quotetrack and its tools into $(VENV); the first time this takes a minute or two"
	$(call install,requirements-dev.lock)
	@touch $(VENV)/.installed $@

$(VENV)/.installed-site: pyproject.toml requirements-site.lock | $(VENV)/bin/python
	@echo "installing what builds the site"
	$(call install,requirements-site.lock)
	@touch $(VENV)/.installed $@
