# voc: set up, try, test and check. Everything happens in .venv; a second run skips what is done.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WHEEL_VENV := .venv-wheel
WHEEL_READY := $(WHEEL_VENV)/.ready
LOCKS := requirements/torch.txt requirements/lock.txt
PIP := pip --disable-pip-version-check --quiet --quiet
SOURCES := voc ingestion nlp reports tests fixtures bench

.PHONY: setup demo test check format wheel clean

setup: $(READY)

$(READY): pyproject.toml $(LOCKS) requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "voc needs Python 3.11 or later, found " + sys.version.split()[0])'
	@echo "setting up $(VENV) (some minutes the first time)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/$(PIP) install --no-deps -r requirements/torch.txt
	$(BIN)/$(PIP) install --no-deps --require-hashes -r requirements/lock.txt
	$(BIN)/$(PIP) install --no-deps -r requirements/dev.txt
	$(BIN)/$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/voc doctor
	@touch $@

demo: $(READY)
	$(BIN)/voc demo --serve

test: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term

format: $(READY)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

check: $(READY)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term
	$(MAKE) wheel

$(WHEEL_READY): $(LOCKS)
	$(PYTHON) -m venv $(WHEEL_VENV)
	$(WHEEL_VENV)/bin/$(PIP) install --no-deps -r requirements/torch.txt
	$(WHEEL_VENV)/bin/$(PIP) install --no-deps --require-hashes -r requirements/lock.txt
	@touch $@

# The wheel alone, in an environment with no source tree beside it.
wheel: $(READY) $(WHEEL_READY)
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	$(WHEEL_VENV)/bin/$(PIP) install --no-deps --force-reinstall dist/*.whl
	$(BIN)/python tests/wheel_check.py $(WHEEL_VENV)/bin/voc

clean:
	rm -rf $(VENV) $(WHEEL_VENV) dist
