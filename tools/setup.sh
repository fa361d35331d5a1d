#!/usr/bin/env bash
# Makes .venv with the locked dependencies and the project itself. Called by make.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/packages.sh || echo "Going on without them: the terminal works, window and tests may not." >&2

# The locked Qt has no wheels beyond 3.13.
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
python=
for candidate in python3.11 python3 python3.12 python3.13; do
    if "$candidate" -c "$fits" 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 (or 3.12, 3.13) is needed. On Debian 12: sudo apt-get install python3" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python cannot make virtual environments. On Debian: sudo apt-get install python3-venv" >&2
    exit 1
fi

.venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
install=(.venv/bin/python -m pip --quiet --disable-pip-version-check install)
"${install[@]}" --only-binary :all: --require-hashes --requirement requirements.lock
"${install[@]}" --no-deps --no-build-isolation --editable .
touch .venv/.ready
