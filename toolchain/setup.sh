#!/usr/bin/env bash
# Sets up everything Abate needs, inside the repo, once; silent and instant when nothing changed since.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
stamp=.home/setup.sha256
inputs=(requirements.lock package-lock.json .npmrc pyproject.toml with-env toolchain/setup.sh toolchain/install_solc.py toolchain/solc.js toolchain/network-config.yaml)

is_current() { [ -f "$stamp" ] && [ -x .venv/bin/python ] && [ -d node_modules ] && sha256sum --check --status "$stamp" 2>/dev/null; }
is_current && exit 0

need() { echo "abate set-up: $1" >&2; exit 1; }
for tool in sha256sum flock; do command -v "$tool" >/dev/null || need "$tool is missing; install it with your system's packages (coreutils, util-linux)"; done

mkdir -p .home/tmp
exec 9>.home/setup.lock
flock 9 # two runs at once: the second waits, then finds everything done
is_current && exit 0

python=""
for candidate in python3.11 python3; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
    python="$candidate"
    break
  fi
done
[ -n "$python" ] || need "Python 3.11 is missing; install python3.11 and its venv module"
"$python" -c 'import venv, ensurepip' 2>/dev/null || need "Python's venv module is missing; install python3.11-venv"
command -v node >/dev/null || need "Node is missing; install Node 20 or later"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || need "Node $(node --version) is too old; install Node 20 or later"
command -v npm >/dev/null || need "npm is missing; install it beside Node"

# caches go into the repo; the user's own settings for package mirrors stay in force, so HOME is left alone here
export TMPDIR="$root/.home/tmp" UV_CACHE_DIR="$root/.home/.cache/uv" npm_config_cache="$root/.home/.npm"
export PIP_CACHE_DIR="$root/.home/.cache/pip" PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never
# the compiled wheel of Brownie breaks stateful tests, coverage and the networks section of its config
export BROWNIE_NOCOMPILE=1

say() { echo "abate set-up: $1" >&2; }
# a step that fails shows everything it printed; one that succeeds shows nothing
quietly() {
  local log="$root/.home/setup.log"
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    need "this step failed: $*"
  fi
}

say "Python packages"
if [ ! -x .uv/bin/uv ]; then
  quietly "$python" -m venv .uv
  quietly .uv/bin/pip install --quiet --require-hashes --only-binary :all: --requirement toolchain/uv.lock
fi
quietly .uv/bin/uv venv --quiet --clear --python "$python" .venv
quietly .uv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes --no-binary eth-brownie requirements.lock
quietly .uv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .

say "Node packages"
quietly npm ci --no-progress

say "Solidity compiler and local networks"
HOME="$root/.home" SOLCX_BINARY_PATH="$root/.home/.solcx" quietly .venv/bin/python toolchain/install_solc.py
mkdir -p .home/.brownie
cp toolchain/network-config.yaml .home/.brownie/network-config.yaml

sha256sum "${inputs[@]}" >"$stamp"
say "done"
