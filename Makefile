# Each target sets up what it needs by itself, inside the repo (see toolchain/setup.py).
NETWORK ?= ganache
FUZZ ?= 1000
LIVES ?= 100
STEPS ?= 300
SEED ?= 0
ENV := ./with-env

.PHONY: help setup demo compile artefacts hashes test test-library test-chain coverage fuzz lives rehearsal lint analyse prove mutate coverage-contracts gas gas-update bench bench-auction bench-forecast bench-oracle bench-relay audit-scope clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## virtual environment, packages, compiler, local networks (every other target does it too)
	@$(ENV) true

PROGRAMME ?= programmes/demo/programme.toml
demo: ## ten real homes from meter readings to retired credits, on a local chain; PROGRAMME=programmes/employer/programme.toml for another
	@$(ENV) sh -c 'echo "compiling the contracts, as far as they changed"; brownie compile >.home/compile.log || { cat .home/compile.log; exit 1; }'
	@$(ENV) brownie run demo main programme=$(PROGRAMME) --network $(NETWORK)

compile: ## compile the contracts
	@$(ENV) brownie compile

artefacts: ## compile everything and write dist/artefacts: what verifies the contracts, ABIs, typed Python and TypeScript
	@$(ENV) brownie compile --all
	@$(ENV) abate export

hashes: artefacts ## write contracts/hashes.json, which any compiler must reproduce; commit it with the change of sources
	@cp dist/artefacts/hashes.json contracts/hashes.json

test: test-library test-chain ## all tests; NETWORK=anvil runs the contracts on Anvil

test-library: ## the library's tests: no chain, no network, in parallel
	@$(ENV) pytest -p no:pytest-brownie tests/library -n 2 -q

test-chain: compile ## the contracts' and scripts' tests on a local chain
	@$(ENV) brownie test tests/chain --network $(NETWORK) -n 2

coverage: compile ## branches of the library that all tests take together, at least 95 %; on Anvil, since the counting takes its time
	@rm -rf reports/coverage && mkdir -p reports/coverage
	@COVERAGE_FILE=$(CURDIR)/reports/coverage/data $(ENV) coverage run -m pytest -p no:pytest-brownie tests/library -n 2 -q
	@COVERAGE_FILE=$(CURDIR)/reports/coverage/data $(ENV) coverage run .venv/bin/brownie test tests/chain --network anvil -n 2
	@COVERAGE_FILE=$(CURDIR)/reports/coverage/data $(ENV) python toolchain/coverage_report.py

fuzz: compile ## 1,000 random auctions on the contract and on the reference (FUZZ=100 for fewer, SEED= of the first), on Anvil
	@ABATE_AUCTION_FUZZ=$(FUZZ) ABATE_AUCTION_SEED=$(SEED) $(ENV) brownie test tests/chain/auction/test_differential.py --network anvil

lives: compile ## 100 random lives of the whole system, 300 steps each (LIVES=10 STEPS=50 for fewer, SEED= of the first), and as many of the oracle; SCRIPT=file plays one again
	@ABATE_LIVES=$(LIVES) ABATE_LIVES_STEPS=$(STEPS) ABATE_LIVES_SEED=$(SEED) ABATE_LIVES_SCRIPT=$(SCRIPT) $(ENV) brownie test tests/chain/system/test_lives.py --network anvil -s
	@test -n "$(SCRIPT)" || ABATE_STATEFUL_LIVES=$(LIVES) ABATE_STATEFUL_STEPS=40 ABATE_STATEFUL_SEED=$(SEED) $(ENV) brownie test tests/chain/challenges/test_stateful.py --network anvil

NODE ?= ganache
rehearsal: compile ## a programme's life on a live chain as far as Abate knows, to watch; NODE=anvil, or NODE=network for two nodes
	@[ "$(NODE)" != network ] || { echo "on two nodes this takes two minutes, up to nine on busy cores (docs/rehearsal.md)" && $(ENV) toolchain/network/install.sh; }
	@$(ENV) python -m tests.chain.rehearsal $(NODE)

gas: compile ## measure every entry's gas and compare with gas/snapshot.json
	@$(ENV) python toolchain/gas.py check $(NETWORK)

gas-update: compile ## measure and write gas/snapshot.json
	@$(ENV) python toolchain/gas.py update $(NETWORK)

bench: compile ## all that Abate costs and how it grows, beside other systems, on one page: reports/bench/index.html
	@$(ENV) python toolchain/bench.py

PEOPLE ?= 1000000
bench-oracle: ## seconds and memory of a period for PEOPLE=1000000 synthetic homes, beside @openzeppelin/merkle-tree
	@$(ENV) python toolchain/bench_oracle.py --people $(PEOPLE)

bench-relay: compile ## gas per account of relaying 7,893 real households, on Anvil and on Ganache
	@$(ENV) python toolchain/bench_relay.py

bench-forecast: ## back-tests of the forecast on the real homes of the samples, beside the seasonal-naive one
	@for home in uk-home sydney-homes danish-heat-meter; do $(ENV) abate advise samples/$$home/manifest.toml --backtest || exit 1; done

bench-auction: compile ## gas of an auction with 10, 100 and 1,000 bids, beside the targets and other systems
	@$(ENV) python toolchain/bench_auction.py

audit-scope: ## what an outside audit reads, in order, with its size
	@$(ENV) python toolchain/audit_scope.py

mutate: ## change the arithmetic that matters in every small way and see a test fail each time; UNITS="TickLadder slashing" for some
	@$(ENV) nice -n 5 python -m toolchain.mutation $(UNITS)

coverage-contracts: ## which branches of the contracts the tests never go, on Anvil; TESTS="tests/chain/credit" for some, added to the record
	@$(ENV) nice -n 5 python -m toolchain.coverage $(TESTS)

lint: ## ruff, mypy, solhint, Slither
	@$(ENV) ruff check .
	@$(ENV) ruff format --check .
	@$(ENV) mypy
	@$(ENV) solhint --max-warnings 0 'contracts/**/*.sol' 'interfaces/**/*.sol'
	@$(ENV) python toolchain/analyse.py

prove: ## Foundry's invariants and Halmos's proofs (FOUNDRY_INVARIANT_RUNS=1000 for longer)
	@$(ENV) toolchain/prove.sh

analyse: ## Slither's detectors, and the shape of the token and the certificate
	@$(ENV) python toolchain/analyse.py

clean: ## forget everything the set-up and the runs made, but for keys and networks of yours
	if [ -d .home ]; then find .home -mindepth 1 -maxdepth 1 ! -name .brownie -exec rm -rf {} +; fi
	rm -rf .uv .venv node_modules build dist reports .pytest_cache .mypy_cache .ruff_cache .hypothesis
