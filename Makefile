# `make demo` and `make test` set everything up themselves; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
ARGS ?=
# Tests wait for processes and sockets more than they compute.
WORKERS ?= 4

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-deep drill drill-kill drill-line exposure bench-line coverage check format lint types contracts workflows lock contract contract-report record clean mutate-contract \
	eval-diagnosis bench-diagnosis diagnosis-cases fuzz-diagnosis scenarios

help: ## Show what there is to do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Andon needs Python 3.11 or newer; set PYTHON=python3.11")'
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(STAMP) ## Set up the virtual environment

demo: $(STAMP) ## Watch a line stop, a worker fix it, the line run again (ARGS=--keep leaves it running)
	@$(BIN)/andon demo $(ARGS)

test: $(STAMP) ## Run the tests
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

test-deep: $(STAMP) ## Run the tests that take their time: whole demos, brains killed at every write, 300 repositories
	@$(BIN)/python -m pytest -n $(WORKERS) -m deep $(ARGS)

drill: $(STAMP) ## Many brains, random events and faults (ARGS="--brains 2,3,5 --seeds 1-3 --events 300")
	@$(BIN)/python -m tests.loop.drilling $(ARGS)

drill-kill: $(STAMP) ## kill -9 of the App through the demo (ARGS="--kills 50 --seed 1")
	@$(BIN)/python -m tests.demo.killing $(ARGS)

drill-line: $(STAMP) ## Random stories of the line against an oracle (ARGS="--seeds 1-10 --steps 80")
	@$(BIN)/python -m tests.drill.drilling $(ARGS)

exposure: $(STAMP) ## What slips in before the cord holds, by delays; writes docs/bench.md (ARGS="--stops 10")
	@$(BIN)/python -m tests.drill.exposing $(ARGS)

bench-line: $(STAMP) ## Stop and release 200 pull requests within GitHub's limits; writes docs/bench.md (ARGS="--pulls 200")
	@$(BIN)/python -m scripts.bench_line $(ARGS)

coverage: $(STAMP) ## Are the pure rooms covered to every branch?
	@$(BIN)/python -m coverage run --branch --source=bot/model,bot/orient,bot/decide -m pytest tests/model tests/orient tests/decide
	@$(BIN)/python -m coverage report --show-missing --skip-covered --fail-under=100

check: format lint types contracts workflows ## Everything but the tests and the demo

format: $(STAMP) ## Is the code formatted?
	@$(BIN)/ruff format --check .

lint: $(STAMP) ## Lint
	@$(BIN)/ruff check .

types: $(STAMP) ## Check types
	@$(BIN)/pyright

contracts: $(STAMP) ## Do imports go downwards only?
	@$(BIN)/lint-imports

workflows: $(STAMP) ## Are action and workflows valid and safe?
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/zizmor --offline --quiet action.yml .github/workflows

lock: ## Renew the lock files (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --no-strip-extras --upgrade --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra app --extra sandbox --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras --upgrade --quiet -o requirements-dev.lock

contract: $(STAMP) ## Renew the converted copy of GitHub's published API (needs npm)
	@$(BIN)/python -m scripts.contract

contract-report: $(STAMP) ## Regenerate docs/contract.md from a run of the tests
	@ANDON_CONTRACT_REPORT=1 $(BIN)/python -m pytest -n $(WORKERS) -m "not drill"

mutate-contract: $(STAMP) ## Does the contract notice spoilt answers? Writes docs/contract.md (needs npm)
	@$(BIN)/python -m scripts.mutate_contract

eval-diagnosis: $(STAMP) ## How well are logs read? (ANDON_CI_LOGS: folder of marked logs; writes docs/diagnosis.md)
	@$(BIN)/python -m scripts.eval_diagnosis

bench-diagnosis: $(STAMP) ## How long do logs take to read?
	@$(BIN)/python -m scripts.bench_diagnosis

diagnosis-cases: $(STAMP) ## Run the tools on broken projects anew, and keep what they say (needs the tools)
	@$(BIN)/python -m tests.diagnosis_cases.record $(ARGS)

fuzz-diagnosis: $(STAMP) ## Fuzz the reading of logs for SECONDS (needs atheris)
	@$(BIN)/python -m scripts.fuzz_diagnosis

scenarios: $(STAMP) ## Which events the line's scenarios show in which state (ARGS="confirming fails" names them)
	@$(BIN)/python -m tests.line $(ARGS)

record: $(STAMP) ## Record the client at work anew, from the local GitHub, into cassettes/
	@$(BIN)/python -m scripts.record

clean: ## Remove what make made
	rm -rf $(VENV) .cache .demo .coverage .pytest_cache .ruff_cache .hypothesis
