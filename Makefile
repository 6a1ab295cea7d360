# Every edition of an article, and the tests. `make help` is the menu.
#
# A path goes from ARTICLE= to the pipeline through the environment and is never split or expanded on
# the way, so spaces, quotes, & and $ in it are safe: make ARTICLE='my articles/tea & toast.md'

MAKEFLAGS += --warn-undefined-variables --no-builtin-rules --no-print-directory
SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.NOTPARALLEL: # two builds at once would wait for each other anyway: they share output/
.DEFAULT_GOAL := all

ARTICLE ?= source/calcinosis.md
OUTPUT ?= output
PAPER ?=
THEME ?=
PYTHON ?=
NO_APT ?=
UV ?= uv

export CHAPBOOK_ARTICLE := $(value ARTICLE)
export CHAPBOOK_OUTPUT := $(value OUTPUT)
export CHAPBOOK_PAPER := $(value PAPER)
export CHAPBOOK_THEME := $(value THEME)
export CHAPBOOK_PYTHON := $(value PYTHON)
export NO_APT
unexport ARTICLE OUTPUT PAPER THEME PYTHON

python := .venv/bin/python
# `make validators` may have put a Node there.
with_venv := PATH="$$PWD/.venv/bin:$$PATH"
article := "$$CHAPBOOK_ARTICLE"
build := $(python) pipeline.py build --output="$$CHAPBOOK_OUTPUT" $${CHAPBOOK_PAPER:+"--paper=$$CHAPBOOK_PAPER"} $${CHAPBOOK_THEME:+"--theme=$$CHAPBOOK_THEME"}

##@ Editions
.PHONY: all pdf epub docx html handouts patient student citations draft
all: ready ## every edition, handout and pack of the article (the default)
	@$(build) -- $(article)

pdf epub docx html patient student: ready
	@$(build) --edition=$@ -- $(article)

pdf: ## the article as a PDF
epub: ## the article as an EPUB
docx: ## the article as a Word document
html: ## the article as a web page
patient: ## the patient handout
student: ## the student handout

handouts: ready ## the patient and the student handout
	@$(build) --edition=patient --edition=student -- $(article)

citations: ready ## for editors: which sentence rests on which work
	@$(build) --edition=citations -- $(article)

draft: ready ## pages of the article with all that is wrong with it shown, in output/draft/
	@$(build) --draft -- $(article)

##@ Checks
.PHONY: check test proof bench lint validators
check: ready ## what is wrong with the article, without building it
	@$(with_venv) $(python) pipeline.py check -- $(article)

test: ready .venv/.test ## the tests, without the long proofs
	$(with_venv) $(python) -m pytest -m "not proof" -n 2 --dist loadfile

proof: ready .venv/.test ## the long proofs: outside validators, builds in other places, large articles
	$(with_venv) $(python) -m pytest -m proof -n 2 --dist loadfile

bench: ready ## how long things take
	$(python) tests/bench.py

lint: .venv/.test ## style and types of the code
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy

validators: tests/tools/node_modules/.package-lock.json ## fetch the validators that need Node, and a Node if there is none

##@ Housekeeping
.PHONY: clean help lock ready
clean: ## remove everything that was built in output/
	find output -mindepth 1 ! -path output/.gitkeep -delete

lock: ## resolve requirements/*.in anew (needs uv)
	cd requirements && for set in product test node; do \
	    "$(UV)" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-annotate --no-header --output-file $$set.txt $$set.in || exit; \
	done

help: ## this menu
	@awk 'BEGIN { FS = ": .*## |: ## " } \
	    /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@printf '\nSettings, as in: make pdf PAPER=letter\n'
	@printf '  %-16s %s\n' \
	    'ARTICLE=path' 'the Markdown file; now "'"$$CHAPBOOK_ARTICLE"'"' \
	    'OUTPUT=folder' 'where editions go; now "'"$$CHAPBOOK_OUTPUT"'"' \
	    'PAPER=a4|letter' "instead of the article's own paper" \
	    'THEME=name' "journal, clinic or ./folder, instead of the article's own look" \
	    'PYTHON=path' 'the Python to use (3.11 or newer)' \
	    'NO_APT=1' 'never install a system package'

# What the targets above stand on: made once, and again when a lock file changes.
ready: .venv/.product
	@sh scripts/bootstrap.sh libraries

.venv/.product: requirements/product.txt
	@sh scripts/bootstrap.sh product

.venv/.test: requirements/test.txt .venv/.product
	@sh scripts/bootstrap.sh test

# Install scripts are off (tests/tools/.npmrc): two packages would download a browser and a Java.
tests/tools/node_modules/.package-lock.json: tests/tools/package-lock.json .venv/.product
	@sh scripts/bootstrap.sh node
	$(with_venv) npm ci --prefix tests/tools
	@touch $@
