# One word per task. `make run` and `make test` do all the set-up that is missing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run page pictures test test-fast train check evaluate bench ablations lock clean

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
COUNTERPART := tests/messaging/counterpart
STAND_IN := $(COUNTERPART)/node_modules/.package-lock.json
BUILT := bot/serving/web/built/widget.js
PAGE_SOURCES := $(shell find web/src web/public -type f) web/package-lock.json web/vite.config.ts
GUIDE ?=
CASES ?=

# Nothing is sent anywhere, and nothing is looked up in a model hub.
export RASA_TELEMETRY_ENABLED := false
export HF_HUB_OFFLINE := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(INSTALLED) $(BUILT) ## set up what is missing, then start the bot (PORT=5005, HOST=127.0.0.1)
	@exec $(PYTHON) -m bot run

test: $(INSTALLED) $(BUILT) $(STAND_IN) ## set up what is missing, then every test
	@setup/npm $(VENV) web run check
	@setup/npm $(VENV) web test
	@$(PYTHON) -m pytest

test-fast: $(INSTALLED) ## the tests that need no model
	@$(PYTHON) -m pytest -m "not model and not server"

page: $(BUILT) ## build the page, where its sources changed

pictures: $(INSTALLED) $(BUILT) ## take pictures of the page's main states (reports/pictures/) and the one for docs/
	@$(PYTHON) -m tests.web.pictures

train: $(INSTALLED) ## train, unless the model is already the one these files make
	@$(PYTHON) -m bot train

check: $(INSTALLED) ## validate knowledge, phrasings and domain, in seconds (GUIDE=folder verifies the index, CASES=folder keeps them apart)
	@$(PYTHON) -m bot check $(if $(GUIDE),--guide $(GUIDE)) $(if $(CASES),--cases $(CASES))

evaluate: $(INSTALLED) ## measure answer quality on the golden questions
	@$(PYTHON) -m bot evaluate

bench: $(INSTALLED) ## measure speed and memory
	@$(PYTHON) -m bot bench

ablations: $(INSTALLED) ## measure what each part of the ranking is worth, and the stock pipeline beside it
	@$(PYTHON) -m bot ablations

lock: ## resolve requirements.in again
	uv pip compile --python-version 3.10.2 --generate-hashes --no-emit-index-url --no-header --quiet requirements.in -o requirements.lock

clean: ## remove what set-up, training and tests made
	rm -rf $(VENV) models .rasa .pytest_cache web/node_modules $(COUNTERPART)/node_modules $(dir $(BUILT)) reports/pictures

$(INSTALLED): requirements.lock encoder.lock setup/quiet.pth
	@setup/install $(VENV)
	@touch $@

$(BUILT): $(PAGE_SOURCES) | $(INSTALLED)
	@echo "Building the page ..."
	@setup/npm $(VENV) web ci
	@setup/npm $(VENV) web run build -- --logLevel warn

$(STAND_IN): $(COUNTERPART)/package-lock.json | $(INSTALLED)
	@echo "Installing Telegram's test server ..."
	@setup/npm $(VENV) $(COUNTERPART) ci --ignore-scripts
	@touch $@
