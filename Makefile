# Nothing but Python 3.11 or newer, git and make has to be there; the rest is installed into this folder.
PYTHON ?= python3

.PHONY: run test check package deploy clean

run:      ## the whole product on this machine; Ctrl-C stops it and saves
	@$(PYTHON) -m local run

test:     ## everything that CI runs
	@$(PYTHON) -m local test

check:    ## the fast part of it: format, lint, types, import rules, unit tests
	@$(PYTHON) -m local check

package:  ## the artifacts for AWS, under build/
	@$(PYTHON) -m local package

deploy: package  ## to AWS, as samconfig.toml says
	@.venv/bin/sam deploy --template build/template.yaml

clean:    ## what was built; not the environments, not the data in .mina/
	@rm -rf build web/dist
