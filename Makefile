# Every target sets up first what it needs; a second call finds it done.
.DEFAULT_GOAL := help
BIN := .venv/bin
READY := .venv/.ready
DEMO := build/demo
CATALOGUES := resources/translations

.PHONY: help setup system run screenshots test check faults bench lock translations clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

setup: $(READY) ## virtual environment, locked dependencies, system libraries

$(READY): requirements.lock pyproject.toml tools/setup.sh tools/packages.sh
	@tools/setup.sh

run: setup ## the whole job in the terminal, on a sample; then the window, where there is a screen
	@$(BIN)/nightschool demo --home $(DEMO)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && [ -z "$$CI" ]; then \
		$(BIN)/nightschool-desktop --home $(DEMO)/school; fi

screenshots: setup system ## pictures of every page, into docs/screenshots
	xvfb-run -a -s "-screen 0 1400x800x24" $(BIN)/python tools/screenshots.py

test: setup system check ## lint, types and all tests
	$(BIN)/pytest -n 2

system:
	@tools/packages.sh

check: setup ## lint and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

faults: setup system ## kills and failing disks, 200 rounds (LONG=1: 2,000)
	FAULTS=1 $(BIN)/python -m pytest -q tests/faults

bench: setup system ## measure what docs/measured.md tells
	$(BIN)/python -m tests.bench.figures
	$(BIN)/python -m tests.bench.offices
	$(BIN)/python -m tests.bench.lists
	$(BIN)/python -m tests.bench.packages
	$(BIN)/python -m tests.bench.stick
	$(BIN)/python -m tests.bench.roster
	$(BIN)/python -m tests.bench.papers
	$(BIN)/python -m tests.bench.on_server
	$(BIN)/python -m tests.bench.window

lock: ## write requirements.lock anew (LOCK_FLAGS=--upgrade takes newer versions)
	python3 -m venv build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile pyproject.toml --extra postgresql --group dev \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" --quiet \
		$(LOCK_FLAGS) --output-file requirements.lock

translations: setup ## gather the messages into the catalogues and compile them
	@mkdir -p build
	$(BIN)/pybabel -q extract --add-location=file --sort-by-file --project nightschool \
		--output-file build/nightschool.pot nightschool
	$(BIN)/pybabel -q update --init-missing --locale zh_CN --domain nightschool \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file build/nightschool.pot --output-dir $(CATALOGUES)
	$(BIN)/pybabel -q compile --domain nightschool --directory $(CATALOGUES)

clean: ## remove the environment and caches (not the demo)
	rm -rf .venv build/lock build/nightschool.pot dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
