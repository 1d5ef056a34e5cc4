# Two commands do everything: `make run` tries Kith, `make test` tests it.
# Both need Python 3.11 or newer and nothing else; uv is used where it is there.

BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo $$each; break; }; done)
ARGS ?=

# Where it is set, every process that starts compiles all of Kith and its libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test lint torture weathers mutants pictures languages bench lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## Try Kith: a stand-in for Telegram, the bot, a page (ARGS="--port 9000")
	@$(BIN)/kith sandbox $(ARGS)

test: lint ## Linters, types, import rules, all tests
	$(BIN)/pytest --ignore tests/torture --numprocesses auto
	$(BIN)/pytest tests/torture

lint: .venv/dev.stamp ## Linters, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

torture: .venv/dev.stamp ## Kill and fault the real process, in the long dose
	$(BIN)/pytest tests/torture --torture -s

weathers: .venv/dev.stamp ## People talk to the bot in every weather (long)
	$(BIN)/pytest tests/e2e --weather all --numprocesses auto

mutants: .venv/dev.stamp ## Take each defence away in a copy, and see which test notices (ARGS="--list")
	@$(BIN)/python -m tests.mutants $(ARGS)

pictures: .venv/dev.stamp ## Play a day in the sandbox and take its pictures (needs Chromium)
	$(BIN)/python -m tests.browser.pictures

languages: .venv/dev.stamp ## Play two stories in every language and take their pictures (ARGS="FOLDER de fr" takes all of some)
	$(BIN)/python -m tests.browser.languages $(ARGS)

bench: .venv/dev.stamp ## Measure, each thing beside a peer or a limit (ARGS="--help")
	@$(BIN)/python -m benchmarks $(ARGS)

lock: ## Pin all dependencies anew (needs uv)
	uv lock --upgrade --default-index https://pypi.org/simple

clean: ## Remove what make created
	rm -rf .venv

# What is installed is stamped: a second start installs nothing, until a dependency changes.
.venv/run.stamp: pyproject.toml uv.lock
	$(call install,.,--inexact)
	@touch $@

.venv/dev.stamp: pyproject.toml uv.lock
	$(call install,.[dev],--extra dev)
	@touch $@ .venv/run.stamp

# What pip shall install; what uv shall be told.
ifdef UV
define install
@echo "Installing what Kith needs into .venv, once"
@$(UV) sync --quiet --frozen $(2) $(if $(PYTHON),--python $(PYTHON))
endef
else
define install
@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { echo "Kith needs Python 3.11 or newer. Install it, or say which: make PYTHON=/path/to/python3"; exit 1; }
@echo "Installing what Kith needs into .venv, once; this can take a minute"
@$(PYTHON) -m venv .venv
@$(BIN)/pip install --quiet --disable-pip-version-check --editable '$(1)'
endef
endif
