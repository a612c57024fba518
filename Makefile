# The commands of this house. `make run` opens the dashboard, `make test` runs every check.
# A machine needs Python 3.11-3.13, make and a network; all the rest is installed into .venv/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
CORPUS ?=
HOST ?= 127.0.0.1
PORT ?= 8501

.PHONY: help setup run test fast accept lock audit bench clean
help:           ## Show this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: .venv/.complete  ## Make .venv/ with every dependency and the nhiptin command in it
.venv/.complete: requirements.txt requirements-dev.txt constraints.txt pyproject.toml
	@bash tools/setup.sh

run: setup      ## Open the dashboard on the sample corpus, or on your own: make run CORPUS=path/to/articles
	@$(BIN)/nhiptin run $(if $(CORPUS),"$(CORPUS)") --host $(HOST) --port $(PORT)

test: setup     ## Format, lint, types, import contracts, doctests, unit, property, page and browser tests
	@bash tools/programs.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --num-workers=2
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not browser" --numprocesses=3 --dist=loadfile
	$(BIN)/pytest -m browser tests/browser --numprocesses=2 --dist=loadfile

fast: setup     ## The tests without a browser
	$(BIN)/pytest -m "not browser" --numprocesses=auto --maxprocesses=4 --dist=loadfile

accept: setup   ## Renew the accepted snapshots of tests after a wanted change; look at the diff before you commit
	NHIPTIN_ACCEPT=1 $(BIN)/pytest -m "not browser"

lock: setup     ## Write requirements.lock anew, after a change of requirements.txt or constraints.txt
	@bash tools/lock.sh

audit: setup    ## Known weaknesses of the locked packages, from a saved database: make audit DB=folder or zip of OSV advisories
	@$(BIN)/python -m tools.audit $(if $(DB),"$(DB)")

bench: setup    ## Speed and memory beside their peers (CORPORA=folder with the headlines corpus; else a made one)
	$(BIN)/python -m benchmarks $(if $(CORPORA),--corpora "$(CORPORA)")

clean:          ## Remove everything that these commands made, the sample store included
	rm -rf .venv build *.egg-info data/store/sample .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
