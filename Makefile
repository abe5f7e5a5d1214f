# Everything runs from here with Python 3.11–3.13 and make alone.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help install index serve test test-slow test-models lint check eval composers gate baselines bench vectors screenshots clean

help:
	@echo "make serve   set up, build the index, serve the page at http://127.0.0.1:7860"
	@echo "make test    set up, run the tests (browser tests where chromium is found)"
	@echo "make test-slow   the tests that make test leaves out for time"
	@echo "make test-models  install the extra models (large), run the tests of tests/quality_models"
	@echo "make lint    ruff and mypy      make check   lint and test"
	@echo "make eval    how good it is: reports in .advisor/reports, tables in README.md"
	@echo "make composers  answers of code, of ADVISOR_CHAT_MODEL, and of that model in a plain RAG (slow)"
	@echo "make gate    hold the figures against evals/thresholds.yaml"
	@echo "make bench   how fast it is, as ratios in one run"
	@echo "make baselines  install what make eval compares with (large)"
	@echo "make vectors recompute the vectors that ship with the corpus"

# Runs again only when what is installed could have changed.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

install: $(READY)

index: $(READY)
	$(BIN)/advisor index

serve: $(READY)
	$(BIN)/advisor serve

# Two at once, each file as a whole: on one core everything takes twice as long.
test: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

# Torch comes with it, several GB on Linux. The tests make their own small models; nothing else is downloaded.
test-models: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[models]'
	$(BIN)/pytest tests/quality_models

# What make test leaves out for time.
test-slow: $(READY)
	$(BIN)/pytest -m slow

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/advisor corpus check

check: lint test

eval: $(READY)
	$(BIN)/advisor eval run --readme

# Needs ADVISOR_CHAT_MODEL; the plain RAG chain needs make baselines.
composers: $(READY)
	$(BIN)/advisor eval composers --readme

gate: $(READY)
	$(BIN)/advisor eval gate --whole

# Systems to compare with, several GB: torch comes with some of them.
baselines: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[baselines]'

bench: $(READY)
	$(BIN)/python -m evals.bench --readme

vectors: $(READY)
	$(BIN)/advisor corpus vectors

screenshots: $(READY)
	$(BIN)/python docs/screenshots.py

# What can be made again. Dossiers cannot: they stay.
clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	test ! -d .advisor || find .advisor -mindepth 1 -maxdepth 1 ! -name 'dossiers.sqlite*' -exec rm -rf {} +
