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
INK ?=
SIZE ?=
CLINIC ?=
SHEET ?=
PACK ?= source/coursepack.yaml
PYTHON ?=
NO_APT ?=
UV ?= uv

export CHAPBOOK_ARTICLE := $(value ARTICLE)
export CHAPBOOK_OUTPUT := $(value OUTPUT)
export CHAPBOOK_PAPER := $(value PAPER)
export CHAPBOOK_THEME := $(value THEME)
export CHAPBOOK_INK := $(value INK)
export CHAPBOOK_SIZE := $(value SIZE)
export CHAPBOOK_CLINIC := $(value CLINIC)
export CHAPBOOK_SHEET := $(value SHEET)
export CHAPBOOK_PACK := $(value PACK)
export CHAPBOOK_PYTHON := $(value PYTHON)
export NO_APT
unexport ARTICLE OUTPUT PAPER THEME INK SIZE CLINIC SHEET PACK PYTHON

python := .venv/bin/python
# `make validators` may have put a Node there.
with_venv := PATH="$$PWD/.venv/bin:$$PATH"
article := "$$CHAPBOOK_ARTICLE"
build := $(python) pipeline.py build --output="$$CHAPBOOK_OUTPUT" $${CHAPBOOK_PAPER:+"--paper=$$CHAPBOOK_PAPER"} $${CHAPBOOK_THEME:+"--theme=$$CHAPBOOK_THEME"} $${CHAPBOOK_INK:+"--ink=$$CHAPBOOK_INK"} $${CHAPBOOK_SIZE:+"--size=$$CHAPBOOK_SIZE"} $${CHAPBOOK_CLINIC:+"--clinic=$$CHAPBOOK_CLINIC"}
handouts := $(foreach name,patient student teacher large-print booklet leaflet,--edition=$(name))

##@ Editions
.PHONY: all pdf epub docx html handouts handouts-all patient student teacher large-print booklet leaflet citations review draft
all: ready ## every edition and handout of the article (the default)
	@$(build) --handouts -- $(article)

pdf epub docx html patient student teacher large-print booklet leaflet: ready
	@$(build) --edition=$@ -- $(article)

pdf: ## the article as a PDF
epub: ## the article as an EPUB
docx: ## the article as a Word document
html: ## the article as a web page
patient: ## the patient handout
student: ## the student handout
teacher: ## the same with answers in place, for teachers
large-print: ## the article in large type; SIZE=24 for larger
booklet: ## the booklet, to fold and staple, and its pages one by one
leaflet: ## the leaflet, to fold in three, and its panels one by one

handouts: ready ## all handouts of the article
	@$(build) $(handouts) -- $(article)

handouts-all: ready ## all handouts, on both papers, in colour and in grey
	@for paper in a4 letter; do for ink in colour grey; do \
	    $(build) $(handouts) --paper=$$paper --ink=$$ink -- $(article) || exit; \
	done; done

citations: ready ## for editors: which sentence rests on which work
	@$(build) --edition=citations -- $(article)

review: ready ## for whoever reviews the words: line numbers, sources, changes, a page to sign
	@$(build) --edition=review -- $(article)

draft: ready ## pages of the article with all that is wrong with it shown, in output/draft/
	@$(build) --draft -- $(article)

##@ Packs
.PHONY: coursepack
coursepack: ready ## a pack for a course, as PDF, EPUB and cartridges; PACK=file
	@$(python) pipeline.py pack --output="$$CHAPBOOK_OUTPUT" $${CHAPBOOK_PAPER:+"--paper=$$CHAPBOOK_PAPER"} -- "$$CHAPBOOK_PACK"

##@ Versions
.PHONY: release verify due
release: ready ## keep the article's words under its version; other words want another version
	@$(python) pipeline.py release -- $(article)

verify: ready ## which version a sheet is, and what has changed since: SHEET=file or the mark on it
	@$(python) pipeline.py verify -- "$$CHAPBOOK_SHEET"

due: ready ## articles in source/ whose review is overdue, or due within 90 days
	@$(python) pipeline.py due

##@ Checks
.PHONY: check findings test proof accept upgrade bench lint validators
check: all ## every edition before every validator; says what nobody checked: output/report.html
	@$(MAKE) .venv/.test validators || \
	    echo 'chapbook: not all validators could be fetched; what they would check is "not run"' >&2
	@$(with_venv) $(python) pipeline.py audit --output="$$CHAPBOOK_OUTPUT" -- $(article)

findings: ready ## what is wrong with the article, without building it
	@$(with_venv) $(python) pipeline.py check -- $(article)

test: ready .venv/.test ## the tests, without the long proofs
	$(with_venv) $(python) -m pytest -m "not proof" -n 2 --dist loadfile

proof: ready .venv/.test ## the long proofs: outside validators, builds in other places, large articles
	$(with_venv) $(python) -m pytest -m proof -n 2 --dist loadfile --no-loadscope-reorder

accept: ready .venv/.test ## keep the pages as they look now; prints which have changed, and where to see them
	$(python) -m tests.pages.accept

upgrade: ready .venv/.test ## what newer versions of WeasyPrint and pandoc would change; changes nothing here
	$(python) -m tests.pages.upgrade

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
	    /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile
	@printf '\nSettings, as in: make pdf PAPER=letter\n'
	@printf '  %-16s %s\n' \
	    'ARTICLE=path' 'the Markdown file; now "'"$$CHAPBOOK_ARTICLE"'"' \
	    'OUTPUT=folder' 'where editions go; now "'"$$CHAPBOOK_OUTPUT"'"' \
	    'PAPER=a4|letter' "instead of the article's own paper" \
	    'INK=colour|grey' 'grey: shades of black only' \
	    'SIZE=points' 'the type of large print, 16 to 36; usually 18' \
	    'CLINIC=path' 'sheets with the data of a clinic, or of each in a folder: docs/clinics.md' \
	    'PACK=path' 'the file of a pack, for make coursepack: docs/course-packs.md' \
	    'SHEET=file|mark' 'for make verify: an edition, or the mark printed on it' \
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
