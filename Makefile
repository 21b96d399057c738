# What a person types. Everything is installed into .venv, node_modules and .verapdf, which git ignores; nothing is installed twice.

PYTHON ?= $(shell for one in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$one"; break; }; done)
BIN := .venv/bin
OUT := out
JOBS ?= 2
LINTED := clinickit handouts locales schemas tests benchmarks
RUFF := $(BIN)/ruff
VERAPDF := 1.28.2
VERAPDF_JAR := .verapdf/greenfield-apps-$(VERAPDF).jar
PDFJS := 5.6.205
PDFJS_FILE := node_modules/pdfjs-dist/legacy/build/pdf.mjs
AXE := 4.14.1
AXE_FILE := node_modules/axe-core/axe.min.js

.PHONY: help handout test check unit test-web sweep catalogs bench readers checks pictures library page languages verapdf pdfjs axe format clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

handout: .venv/installed  ## a sheet in English and one in Arabic, in out/
	@mkdir -p $(OUT)
	$(BIN)/clinickit print anxious-attachment --language en --language ar --territory US --yes -o $(OUT)
	@ls $(OUT)/anxious-attachment.en.pdf $(OUT)/anxious-attachment.ar.pdf

test: check unit  ## types, style, floors, then every test (not the sweep)

check: .venv/installed-dev
	$(BIN)/mypy
	$(RUFF) check --config .ci/ruff.toml $(LINTED)
	$(RUFF) format --check --config .ci/ruff.toml $(LINTED)
	$(BIN)/lint-imports

unit: .venv/installed-dev
	$(BIN)/python -m pytest -n $(JOBS) -m "not sweep and not browser"

test-web: .venv/installed-dev  ## the web page and every HTML sheet in a real Chromium, by mouse, by keyboard, and judged by axe-core
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m browser

sweep: .venv/installed-dev  ## every handout × language × size × ink, judged and read back
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m sweep

bench: .venv/installed-bench  ## the table of docs: our time and memory beside our peers', in one run
	$(BIN)/python -m benchmarks.run

readers: .venv/installed-bench  ## docs/readers.md: what four readers read back, script by script
	$(BIN)/python -m benchmarks.readers docs/readers.md

checks: .venv/installed-dev  ## the checks of translations: caught and false alarms; writes docs/checks.md
	$(BIN)/python -m benchmarks.checks

pictures: .venv/installed-dev  ## each sheet as PNG, in out/pictures
	$(BIN)/python -m benchmarks.pictures $(OUT)/pictures

library: .venv/installed-dev  ## docs/library.md and .png: every sheet, its pages, words, level and scores
	$(BIN)/python -m benchmarks.library docs

page: .venv/installed-dev  ## docs/page.png: the page of clinickit serve (needs Chromium)
	$(BIN)/python -m benchmarks.page docs

languages: .venv/installed-dev  ## docs/languages.md and .png: every language, and a page in each
	$(BIN)/python -m benchmarks.tongues docs

verapdf: $(VERAPDF_JAR)  ## the judge, for the tests (needs Java and Maven)

pdfjs: $(PDFJS_FILE)  ## the fourth reader, for the tests (needs Node 20.19 and npm)

axe: $(AXE_FILE)  ## the judge of web pages, for test-web (needs npm; Chromium is looked for on the PATH)

catalogs: .venv/installed  ## templates and catalogs brought up to the content
	$(BIN)/clinickit locale extract
	$(BIN)/clinickit locale sync --all

format: .venv/installed-dev  ## put the code in the house's form
	$(RUFF) check --fix --config .ci/ruff.toml $(LINTED)
	$(RUFF) format --config .ci/ruff.toml $(LINTED)

clean:  ## remove what make made
	rm -rf .venv .verapdf node_modules $(OUT)

.venv/made:
	@test -n "$(PYTHON)" || { echo "clinickit needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/installed-dev: .venv/made setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/installed

.venv/installed-bench: .venv/installed-dev setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,bench]'
	@touch $@

$(VERAPDF_JAR):
	mvn -q -B dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:$(VERAPDF) -DoutputDirectory=.verapdf
	@test -s $@ && touch $@

$(PDFJS_FILE) $(AXE_FILE) &:  # both at once: npm takes away what it is not told of
	npm install --prefix . --no-save --no-package-lock --omit=optional --no-audit --no-fund --silent pdfjs-dist@$(PDFJS) axe-core@$(AXE)
	@test -s $(PDFJS_FILE) && test -s $(AXE_FILE) && touch $(PDFJS_FILE) $(AXE_FILE)
