#!/usr/bin/env bash
# Forge plays the contracts at random against models, then Halmos proves what holds for all inputs. docs/analysis.md
# tells what each shows. FOUNDRY_INVARIANT_RUNS and FOUNDRY_FUZZ_RUNS make it longer.
set -euo pipefail
cd "$ABATE_ROOT"
halmos_home=.home/halmos

# Halmos cannot share Brownie's environment: it has one of its own, made again whenever its lock changes
if ! cmp -s toolchain/halmos.lock "$halmos_home/halmos.lock"; then
  .uv/bin/uv venv --quiet --clear --python .venv/bin/python "$halmos_home"
  .uv/bin/uv pip sync --quiet --python "$halmos_home/bin/python" --require-hashes toolchain/halmos.lock
  cp toolchain/halmos.lock "$halmos_home/halmos.lock"
fi

FOUNDRY_PROFILE=invariant forge test

# the unrollings must suffice for every loop: a path that was cut off is a warning, and no proof
proofs="$HOME/tmp/proofs.txt"
FOUNDRY_PROFILE=symbolic PATH="$PWD/$halmos_home/bin:$PATH" "$halmos_home/bin/halmos" --root . \
  --forge-build-out .home/forge/symbolic/out --loop 40 --solver-timeout-assertion 120000 2>&1 | tee "$proofs"
if grep -q "loop unrolling bound\|all paths have been reverted" <(tr -s ' \n' ' ' <"$proofs"); then
  echo "prove: a proof above did not explore every path, or none" >&2
  exit 1
fi
