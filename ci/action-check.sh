#!/usr/bin/env bash
# The second step of action.yml: one run over the articles, then its result in three forms.
# Environment: PROVENANCE (the command), INPUT_* (the inputs of the action), RUNNER_TEMP,
# GITHUB_OUTPUT, GITHUB_STEP_SUMMARY. Exits with the code of 'provenance check'.
set -euo pipefail

report="$RUNNER_TEMP/provenance-report.json"
sarif="$RUNNER_TEMP/provenance-report.sarif"
rm -f "$report" "$sarif"

arguments=(--offline --root . --fail-on "$INPUT_FAIL_ON")
[ -z "$INPUT_STORE" ] || arguments+=(--store "$INPUT_STORE")
[ -z "$INPUT_SOURCES" ] || arguments+=(--sources "$INPUT_SOURCES")
[ -z "$INPUT_CONFIG" ] || arguments+=(--config "$INPUT_CONFIG")
[ -z "$INPUT_BASELINE" ] || arguments+=(--baseline "$INPUT_BASELINE")
[ -z "$INPUT_REVIEWS" ] || arguments+=(--reviews "$INPUT_REVIEWS")
[ -z "$INPUT_CHANGED_SINCE" ] || arguments+=("--changed-since=$INPUT_CHANGED_SINCE")
[ -z "$INPUT_TIME_BUDGET" ] || arguments+=(--time-budget "$INPUT_TIME_BUDGET")

paths=()
while IFS= read -r path; do
  [ -z "$path" ] || paths+=("$path")
done <<<"$INPUT_PATHS"

# What is printed here may repeat words of an article: it must not be taken for a command.
token="$("$INPUT_PYTHON" -c 'import secrets; print(secrets.token_hex(16))')"
echo "::stop-commands::$token"
code=0
"$PROVENANCE" check "${arguments[@]}" -f json -o "$report" -- "${paths[@]}" || code=$?
echo "::$token::"

rendered() {
  local failed=0
  "$PROVENANCE" report "$report" --quiet -f "$@" || failed=$?
  # 1 and 3 tell of the findings and the time of the run, not of the rendering.
  [ "$failed" = 0 ] || [ "$failed" = 1 ] || [ "$failed" = 3 ] || exit "$failed"
}

if [ -s "$report" ]; then
  rendered github
  rendered job-summary >>"$GITHUB_STEP_SUMMARY"
  rendered sarif -o "$sarif"
  printf 'report=%s\nsarif=%s\n' "$report" "$sarif" >>"$GITHUB_OUTPUT"
fi
exit "$code"
