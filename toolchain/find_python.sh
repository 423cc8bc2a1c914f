#!/usr/bin/env bash
# Prints the command that is Python 3.11 on this machine, or says in one line that there is none.
for candidate in python3.11 python3 python; do
  if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
    echo "$candidate"
    exit 0
  fi
done
echo "abate set-up: Python 3.11 is missing; install python3.11 with its venv module" >&2
exit 1
