# Everything runs in .venv, made here from the lock files; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
export PYTHONUTF8 := 1

.PHONY: demo test lint types imports check evaluate bench train train-attributions train-alignment docs lock wheel clean help

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

$(VENV)/runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -q -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/development: requirements-dev.lock pyproject.toml $(VENV)/runtime
	$(PIP) install -q -r requirements-dev.lock
	@touch $@

demo: $(VENV)/runtime ## Compare the bundled examples: the account in the terminal, and demo.html
	$(BIN)/twosource demo --html demo.html

test: lint types imports check ## Everything that must hold: style, types, import directions, tests

lint: $(VENV)/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/development
	$(BIN)/mypy

imports: $(VENV)/development
	$(BIN)/lint-imports --no-cache

check: $(VENV)/development
	$(BIN)/python -m pytest

evaluate: $(VENV)/development ## Every task against the corpora and the peers; rewrites evaluation/results.md; checks the floors
	$(BIN)/python -m evaluation

bench: $(VENV)/development ## Words a second against bare spaCy; what comparing 2 to 200 reports and an archive of 100,000 and the pages over one of 10,000 cost
	$(BIN)/python -m evaluation.throughput
	$(BIN)/python -m evaluation.scaling
	$(BIN)/python -m evaluation.archive
	$(BIN)/python -m evaluation.pages

train: train-attributions train-alignment ## Train the models anew from ../shared/data

train-attributions: $(VENV)/training ## The attribution tagger (half an hour; checkpointed, goes on when started again)
	$(BIN)/python -m training.attributions
	$(BIN)/python -m training.context_vectors ../shared/data/attributions/train.jsonl

train-alignment: $(VENV)/training ## The pair scorer and the judgement of independence (minutes)
	$(BIN)/python -m training.alignment
	$(BIN)/python -m training.independence

$(VENV)/training: training/requirements.txt $(VENV)/development
	$(PIP) install -q -r training/requirements.txt
	@touch $@

docs: $(VENV)/development ## The parts of the documentation that the program produces
	$(BIN)/python -m twosource.cli.reference > docs/cli.md
	$(BIN)/python -m twosource.api.reference > docs/api.md

lock: $(VENV)/development ## Pin the dependencies anew
	$(PIP) install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

wheel: $(VENV)/development ## Build the wheel
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) build dist demo.html .mypy_cache .ruff_cache .hypothesis
