# The two commands of the README. The environment is made once, and again only if what is required has changed.
PYTHON = python3
environment = .venv/made

# Programs in an environment name its folder: a checkout that was moved makes it again.
ifneq ($(shell cat $(environment) 2>/dev/null),$(CURDIR))
.PHONY: $(environment)
endif

.PHONY: report test
.DELETE_ON_ERROR:

report: $(environment)
	.venv/bin/mttq report 2020

test: $(environment)
	.venv/bin/python -m pytest -n auto

$(environment): Makefile pyproject.toml requirements.txt requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: install Python 3.11 or newer first: there is no $(PYTHON)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: Python 3.11 or newer is needed: make PYTHON=python3.12, for example" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "make: $(PYTHON) can't make environments: on Debian and Ubuntu install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	.venv/bin/python -m pip install --quiet -r requirements-dev.txt
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@pwd -P >$@
