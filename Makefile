# The two commands most people need: `make lab` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
UV     := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help lab test check notebooks seal codebook changes picture speed lock lint browser clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

lab: $(READY) ## set up what is needed, then open JupyterLab on the notebooks
	@$(BIN)/jupyter lab notebooks/

test: $(READY) lint browser ## set up what is needed, then run every test, notebooks and browser too
	@$(BIN)/python -m pytest

check: $(READY) ## check the tables in datasets/ (seconds)
	@$(BIN)/python -m hotline check

notebooks: $(READY) ## run every notebook from top to bottom and save its outputs
	@$(BIN)/jupyter nbconvert --log-level=ERROR --to notebook --execute --inplace --ExecutePreprocessor.timeout=300 \
	    --ExecutePreprocessor.store_widget_state=False --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

seal: $(READY) ## write size and hash of every table into datasets/datapackage.json, and croissant.json from it
	@$(BIN)/python tools/seal.py
	@$(BIN)/python tools/croissant.py

codebook: $(READY) ## write the columns of every table into datasets/README.md
	@$(BIN)/python tools/codebook.py

changes: $(READY) ## tell row by row what changed in the tables: make changes SINCE=<tag or commit>
	@$(BIN)/python tools/changes.py $(SINCE)

picture: $(READY) browser ## take the README's picture anew, in a real JupyterLab
	@$(BIN)/python tools/picture.py

speed: $(READY) browser ## measure loading, importing, and key press to drawn chart
	@$(BIN)/python tools/speed.py

lock: $(READY) ## resolve pyproject.toml anew into requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --group dev --output-file requirements.lock pyproject.toml

lint: $(READY)
	@$(BIN)/ruff check --quiet lib tests tools
	@$(BIN)/ruff format --quiet --check lib tests tools

browser: $(READY)
	@$(BIN)/python tools/browser.py

clean: ## remove the environment
	rm -rf $(VENV)

$(READY): requirements.lock pyproject.toml tools/overrides.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Hotline needs Python 3.11 or later. Name one: make PYTHON=python3.12 lab"; exit 1; }
	@echo "[1/3] making an environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@echo "[2/3] installing what requirements.lock lists (a minute or two the first time)"
	@$(BIN)/uv pip sync --python $(BIN)/python --require-hashes requirements.lock
	@echo "[3/3] installing hotline itself"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@mkdir -p $(VENV)/share/jupyter/lab/settings && cp tools/overrides.json $(VENV)/share/jupyter/lab/settings/
	@touch $@
