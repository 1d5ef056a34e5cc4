# Two commands do everything: `make run` tries Kith, `make test` tests it.
# Both need Python 3.11 or newer and nothing else; uv is used where it is there.

PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,$(if $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>&1 || echo no),,$(name))))
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
ARGS ?=

.PHONY: help run test lint torture lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## Try Kith: a stand-in for Telegram, the bot, a page (ARGS="--port 9000")
	@$(BIN)/kith sandbox $(ARGS)

test: .venv/dev.stamp lint ## Linters, types, import rules, all tests
	$(BIN)/pytest

lint: .venv/dev.stamp ## Linters, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

torture: .venv/dev.stamp ## Kill and fault the real process, in the long dose
	$(BIN)/pytest tests/torture --torture -s

lock: .venv/dev.stamp ## Pin all dependencies anew
	$(BIN)/python -m uv lock

clean: ## Remove what make created
	rm -rf .venv

.venv/run.stamp: pyproject.toml uv.lock
	@$(if $(PYTHON),,echo "Kith needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python"; exit 1)
ifdef UV
	$(UV) sync --quiet --frozen --inexact --python $(PYTHON)
else
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable .
endif
	@touch $@

.venv/dev.stamp: pyproject.toml uv.lock
	@$(if $(PYTHON),,echo "Kith needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python"; exit 1)
ifdef UV
	$(UV) sync --quiet --frozen --extra dev --python $(PYTHON)
else
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
endif
	@touch $@ .venv/run.stamp
