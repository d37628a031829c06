# Everything a newcomer types. Needs Python 3.11 to 3.13 with venv, and make; nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# To prepare telling assertions takes each of the processes four seconds, so whatever failed is run
# once more with them.
PYTEST := $(BIN)/python -m pytest -q
SHELL_OF_CHROMIUM := chromium-headless-shell
CHROMIUM_NAMES := $(SHELL_OF_CHROMIUM) chromium chromium-browser google-chrome

# Where Python may keep no compiled files, each start compiles all of Sayso anew: a second or two.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo test check soak bench pictures browser

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/ready $(VENV)/frontend ## Set everything up in this folder

demo: install ## Run the whole system with a demonstration council, on http://127.0.0.1:8000
	@exec $(BIN)/sayso demo

test: ## Run every test
	@$(MAKE) --no-print-directory --jobs 2 install browser
	$(PYTEST) -n logical --dist worksteal --assert plain $(TESTS) || \
		{ $(PYTEST) -n 0 --last-failed --last-failed-no-failures none $(TESTS); exit 1; }

check: install ## Run linters, types and template checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint web/templates
	$(BIN)/bandit --quiet --configfile pyproject.toml --severity-level medium --recursive .

soak: install ## Run the long failure tests in full
	$(BIN)/python -m pytest -q -n 0 -m soak $(TESTS)

bench: install ## Measure speeds on this machine
	$(BIN)/python -m benchmarks

pictures: install browser ## Take the README's pictures while the demonstration runs in another terminal
	$(BIN)/python docs/take_pictures.py

# A marker that outlives a run means that pip was interrupted, which can leave packages half
# written; then the folder is made afresh. A folder that moved or lost its Python is made afresh too.
$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Sayso needs Python 3.11, 3.12 or 3.13; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "Python's venv is missing; install the package python3-venv and try again." >&2; exit 1; }
	@if [ -e $(VENV)/unfinished ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; \
		then $(PYTHON) -m venv --clear $(VENV); fi
	@echo "Installing into $(VENV) (a minute or two the first time)"
	@touch $(VENV)/unfinished
	@$(PIP) --no-compile --require-hashes -r requirements.lock
# pip would compile on one core alone, and the libraries' own tests too, a fifth of it. A file for
# another Python than this may fail to compile.
	@$(BIN)/python -m compileall -q --workers 0 -x 'site-packages/.*/tests?/' $(VENV)/lib >/dev/null || true
	@$(PIP) --no-deps --no-build-isolation -e .
	@rm $(VENV)/unfinished
	@touch $@

$(VENV)/frontend: $(VENV)/ready package-lock.json $(shell find web/frontend -type f 2>/dev/null)
	@echo "Building style sheets and scripts"
	@$(BIN)/python web/frontend/build.py
	@touch $@

# The browser tests use Debian's Chromium, best the one that draws no windows: it halves their time.
# Where there is none they are skipped, and the run ends by saying so.
browser:
	@command -v $(SHELL_OF_CHROMIUM) >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends $(SHELL_OF_CHROMIUM) fonts-dejavu-core; } >/dev/null </dev/null && exit 0; \
		echo "Chromium could not be installed."; \
	fi; \
	for name in $(CHROMIUM_NAMES); do command -v $$name >/dev/null && exit 0; done; \
	echo "There is no Chromium, and only root can install it; the browser tests will be skipped."
