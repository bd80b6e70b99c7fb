# Every command of the project. `make demo` and `make test` work on a fresh clone; CONTRIBUTING.md has a sentence for each.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python that the project supports; name another with `make PYTHON=... test`.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& echo "$$python" && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help demo test fuzz check fix evaluate evaluate-language evaluate-update evaluate-forms bench samples docs \
	notebooks pictures golden-update clean

help: ## Say what each command does
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{ printf "make %-16s %s\n", $$1, $$2 }'

# Reused until the dependencies change. Without the venv module's pip (Debian parts it off), the outer pip fills the
# environment.
$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name it with PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 \
	|| "$(PYTHON)" -m venv --clear $(VENV) 2>/dev/null \
	|| { "$(PYTHON)" -m venv --clear --without-pip $(VENV) \
	     && "$(PYTHON)" -m pip --python $(BIN)/python install --quiet pip; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

demo: $(INSTALLED) ## Read the samples into out/ and say what came out and where
	$(BIN)/toolkit-extract ingest samples/returns --out out

test: $(INSTALLED) ## Run the tests
	$(BIN)/python -m pytest -q --numprocesses 2 --dist loadfile

# How long to go on, in seconds.
SECONDS_OF_FUZZ = $(or $(SECONDS),600)

fuzz: $(INSTALLED) ## Read damaged samples for SECONDS=600 and print those that end in what nobody declared
	$(BIN)/python -m tests.hostile.fuzz --seconds $(SECONDS_OF_FUZZ)

check: $(INSTALLED) ## Lint, formatting, types and import direction; changes nothing
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports

fix: $(INSTALLED) ## Mend what can be mended by machine
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

# What is evaluated: families of formats, and how many returns of each kind. The baseline is of three, but for scans, of
# which it holds one of each of a few kinds; FULL=1 makes three of all of them.
FAMILIES ?= text word pdf scan
AUTHORITIES ?= 3

evaluate: $(INSTALLED) ## Build the evaluation set, extract it, score it, and fail on any loss against the baseline
	$(BIN)/python -m evaluation.run --families $(FAMILIES) --per-variant $(AUTHORITIES) $(if $(FULL),--full)

evaluate-language: $(INSTALLED) ## Score actions, mentions and themes on labelled sentences, and fail below the precision they must have
	$(BIN)/python -m evaluation.language.run

evaluate-update: $(INSTALLED) ## As evaluate, and take the scores as the new baseline
	$(BIN)/python -m evaluation.run --families $(FAMILIES) --update-baseline

evaluate-forms: $(INSTALLED) ## Build scanned forms of other kinds and score the boxes and labels that inspect sees on them
	$(BIN)/python -m evaluation.scan.forms.score --misses

bench: $(INSTALLED) ## Measure the time of a return and how cost grows with their number
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.dataset

samples: $(INSTALLED) ## Draw the committed samples again
	$(BIN)/python -m evaluation.samples

docs: $(INSTALLED) ## Write the generated pages of docs/ again
	$(BIN)/python -m docs.generate

notebooks: $(INSTALLED) ## Run the notebooks again and keep what they show
	$(BIN)/python -m docs.notebooks

pictures: $(INSTALLED) ## Draw the pictures of docs/ again
	$(BIN)/python -m docs.draw

golden-update: $(INSTALLED) ## Take the records that the samples make now as the expected ones
	$(BIN)/python -m pytest -q tests/golden --golden-update -k read_as_it_was

clean: ## Take away the environment and what the demo wrote
	rm -rf $(VENV) out
