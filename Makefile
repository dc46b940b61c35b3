# Nothing but Python 3.11 or newer, git and make has to be there; the rest is installed into this folder.
PYTHON ?= python3

.PHONY: run test check soak bench package deploy destroy doctor lock clean

LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate

run:      ## the whole product on this machine; Ctrl-C stops it and saves
	@$(PYTHON) -m local run

test:     ## everything that CI runs
	@$(PYTHON) -m local test

check:    ## the fast part of it: format, lint, types, import rules, unit tests
	@$(PYTHON) -m local check

soak:     ## two thousand meetings with all faults mixed, and 10,000 frames that make no sense; some minutes
	@.venv/bin/python -m tests.faults.soak 2000 10000

bench:    ## measures speed and cost into benchmarks/REPORT.md; some 20 minutes. One part: make bench ARGS="cold --quick"
	@$(PYTHON) -m local bench $(ARGS)

package:  ## the artifacts for AWS, under build/
	@$(PYTHON) -m local package

deploy:   ## to AWS; asks once, and keeps the answers in samconfig.toml
	@$(PYTHON) -m local deploy

destroy:  ## the stack in AWS; the table, the files, the users and the key stay
	@$(PYTHON) -m local destroy

doctor:   ## what is missing for a deployment to AWS, or wrong with one
	@$(PYTHON) -m local doctor

lock:     ## pins what the *.in files name anew; emulator and checkers alone, for they pin what the others must not
	@$(LOCK) requirements/test.in -o requirements/test.txt
	@for name in requirements/run requirements/uv requirements/node layers/dependencies/requirements layers/sound/requirements \
		layers/numpy/requirements; do \
		$(LOCK) --constraints requirements/test.txt $$name.in -o $$name.txt || exit 1; done
	@$(LOCK) requirements/emulator.in -o requirements/emulator.txt
	@$(LOCK) requirements/checkers.in -o requirements/checkers.txt
	@$(LOCK) --constraints requirements/test.txt requirements/bench.in -o requirements/bench.txt

clean:    ## what was built; not the environments, not the data in .mina/
	@rm -rf build web/dist
