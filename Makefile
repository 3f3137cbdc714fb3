# Two words run everything: `make` builds the catalogue into output/, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := build
.PHONY: build studio test lint validate bench gallery pictures clean

build: $(VENV)/.installed
	$(BIN)/handbill build --all

studio: $(VENV)/.studio
	$(BIN)/handbill studio

test: $(VENV)/.test
	$(BIN)/ruff check generator tests bench scripts
	$(BIN)/ruff format --check generator tests bench scripts
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.test
	$(BIN)/ruff check generator tests bench scripts
	$(BIN)/mypy

validate: $(VENV)/.test
	$(BIN)/python -m scripts.validate

bench: $(VENV)/.installed
	$(BIN)/python bench/sentences.py
	$(BIN)/python bench/run.py
	$(BIN)/python bench/cards.py

gallery: $(VENV)/.installed
	$(BIN)/python scripts/gallery.py

pictures: build
	cp $(foreach f,front back,output/hsi-tip-card.en.$(f).png output/indicator-card.en.$(f).png) output/hsi-tip-card.ar.front.png output/hsi-tip-card.km.back.png docs/pictures/

clean:
	rm -rf $(VENV) output/*.pdf output/*.png output/*.vcf output/manifest.json

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.studio: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[studio]'
	touch $@

$(VENV)/.test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@
