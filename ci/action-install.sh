#!/usr/bin/env bash
# The first step of action.yml: this checkout of provenance in a virtual environment of its own.
# Environment: INPUT_PYTHON, GITHUB_ACTION_PATH, RUNNER_TEMP, GITHUB_ENV.
set -euo pipefail

environment="$RUNNER_TEMP/provenance-environment"
"$INPUT_PYTHON" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
printf 'PROVENANCE=%s\n' "$environment/bin/provenance" >>"$GITHUB_ENV"
