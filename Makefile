# SPDX-License-Identifier: GPL-3.0-or-later
# Every command of the project. `make run` and `make test` need Python 3.11 or newer and nothing else.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)
PYTHON := $(or $(PYTHON),python3)
INSTALL = @$(PYTHON) -m glamwiki.local.install
VENV = .venv/bin
CHECK = $(VENV)/python -m glamwiki.local.checks

.DEFAULT_GOAL = help
.PHONY: help run test check wiki bench drill attack mutants audit sbom servers shell requirements messages clean

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1 - /p' Makefile

run: ## start everything: PostgreSQL, Valkey, web, worker, beat (PORT=8000)
	$(INSTALL) run
	@$(VENV)/python -m glamwiki.local.stack --follow-parent

test: ## run all tests on servers of their own (PYTEST_ARGS="-k board -x")
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.packages
	@$(VENV)/python -m pytest $(PYTEST_ARGS)

check: ## formatting, lint, import rules, migrations, deployment settings, requirements
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.checks

wiki: ## start a real MediaWiki on loopback, seeded, and say how to use it
	$(INSTALL) run
	@$(VENV)/python -m localwiki start

bench: ## measure the sync and the pages; writes var/bench.json
	$(INSTALL) dev
	@$(VENV)/python -m tests.bench

drill: ## kill the real processes under load; fails when anything is lost or doubled (ARGS="--seed 7")
	$(INSTALL) dev
	@$(VENV)/python -m tests.drill $(ARGS)

attack: ## attack the platform and count what comes of it; fails on any finding (ARGS="--only scripts")
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.packages
	@$(VENV)/python -m tests.attacks $(ARGS)

mutants: ## take permission checks away one at a time; fails when the matrix of doors does not notice (SEED=7, MUTANTS=all)
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.packages
	@$(VENV)/python -m pytest -q -s --timeout=0 -o faulthandler_timeout=0 tests/mutants/mutate.py

audit: ## ask for known holes in what is pinned; a package that could not be looked up counts as one
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.supply audit

sbom: ## write what production is made of to var/sbom.json (CycloneDX)
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.supply sbom

servers: ## only PostgreSQL and Valkey, with their addresses for a shell of yours
	$(INSTALL) run
	@$(VENV)/python -m glamwiki.local.stack --servers --follow-parent

shell: ## Django's shell on the data of `make run`
	$(INSTALL) run
	@$(VENV)/python -m glamwiki.local.manage shell

requirements: ## compile requirements*.txt from requirements*.in (ARGS="--upgrade")
	$(INSTALL) dev
	@$(VENV)/python -m glamwiki.local.requirements compile $(ARGS)

messages: ## collect and compile the Arabic texts (needs gettext)
	$(INSTALL) run
	@$(VENV)/python -m glamwiki.local.manage makemessages --locale ar --no-obsolete --add-location file \
		--ignore=.venv --ignore=var --ignore=static --ignore=tests --ignore=localwiki
	@$(VENV)/python -m glamwiki.local.manage compilemessages --locale ar

clean: ## remove .venv, caches and test servers; keeps the data of `make run`
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .coverage htmlcov staticfiles var/test-*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
