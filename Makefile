# Everything a person runs. `make` alone lists it. The scripts behind it are in assets/setup.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help run test models sample fmt lint deny bench clients soak fuzz api-check screenshots package package-check clean

# rustup puts cargo here; a shell that was open before does not know yet.
export PATH := $(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin

# What to hand to Hadir: make run ARGS="--source 0"
ARGS ?=

# How long `make fuzz` goes on.
MINUTES ?= 5

# The folder of the original Python service, for what is compared with it: make clients ORIGINAL=path
ORIGINAL ?=

# A folder of people's photos to measure recognition on: make bench PHOTOS=path
PHOTOS ?=

# PACKAGES=no leaves the system's packages alone.
export PACKAGES ?=

setup := assets/setup
deny := cargo deny --locked check licenses bans sources

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up what is missing, build Hadir and open its window (ARGS="..." goes to Hadir)
	@$(setup)/setup.sh build run dialog
	cargo run --release --locked -- $(ARGS)

test: ## Set up what is missing and run every test (ARGS="..." goes to cargo test)
	@$(setup)/setup.sh build run test
	cargo test --locked $(ARGS)

models: ## Fetch the face models into assets/models, or mend them
	@$(setup)/fetch.sh models

sample: ## Fetch the sample photographs into assets/sample, or mend them
	@$(setup)/fetch.sh sample

fmt: ## Format the code
	@cargo fmt --all

lint: ## Say what is wrong with format, code and licences, changing nothing
	@$(setup)/packages.sh build
	cargo fmt --all --check
	cargo clippy --all-targets --locked -- -D warnings
	if command -v cargo-deny >/dev/null; then $(deny)
	else echo "Licences were not looked at: cargo-deny is not here (cargo install --locked cargo-deny)."; fi

deny: ## Check the licences, versions and sources of every library (needs cargo-deny)
	@$(deny)

bench: ## Measure one frame and a camera at the door beside face_recognition in Python, the search of a million templates beside NumPy, the log with a million arrivals, and the server (beside the original service: ORIGINAL="..."), and recognition on photos of people (PHOTOS="..."); at first 20 minutes
	@$(setup)/setup.sh build run bench
	$(setup)/peers.sh
	cargo bench --locked --bench frame -- $$($(setup)/peers.sh --list)
	cargo bench --locked --bench door -- $$($(setup)/peers.sh --list)
	# NumPy is the same in both Pythons.
	cargo bench --locked --bench search -- $$($(setup)/peers.sh --list | sed -n '/^plain=/p')
	cargo bench --locked --bench log
	$(if $(PHOTOS),cargo run --release --locked -- evaluate "$(PHOTOS)" --refit)
	$(if $(PHOTOS),cargo bench --locked --bench quality -- "$(PHOTOS)")
	for python in $(if $(ORIGINAL),$$($(setup)/peers.sh --list),alone); do
	    echo "Server, $$python"
	    cargo bench --locked --bench http -- $(if $(ORIGINAL),original="$(ORIGINAL)" python="$${python#*=}")
	done

clients: ## Run the original service's own clients against Hadir (ORIGINAL="..." is its folder)
	@$(setup)/setup.sh build run browser
	cargo build --release --locked
	$(setup)/clients.sh "$(ORIGINAL)"

soak: ## Kill a station 30 times through 10,000 arrivals, with a receiver that fails, and look that none is lost
	@$(setup)/setup.sh build
	HADIR_SOAK=whole cargo test --locked --test soak

fuzz: ## Send broken pictures and forms to the server for so many minutes (MINUTES=5)
	@$(setup)/setup.sh build
	HADIR_FUZZ_MINUTES=$(MINUTES) cargo test --locked --test fuzz_upload

api-check: ## Ask the server everything that its description allows and forbids, by schemathesis
	@$(setup)/setup.sh build run api
	cargo build --locked
	$(setup)/api-check.sh

screenshots: ## Open the real window on a clip and leave pictures of each screen, in each language, theme and size, in target/screenshots
	@$(setup)/setup.sh build run screenshot
	cargo build --release --locked
	$(setup)/screenshots.sh

package: ## Build the package for this Debian or Ubuntu, with everything in it: target/debian/hadir_*.deb
	@$(setup)/setup.sh build run package
	$(setup)/package.sh

package-check: package ## Run the package's Hadir on a plain processor, and install it on a clean system; says how soon the window is there
	@$(setup)/packages.sh check
	$(setup)/package-check.sh

clean: ## Delete what was built; people, settings, models and photographs stay
	@cargo clean
