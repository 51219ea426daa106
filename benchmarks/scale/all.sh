#!/bin/sh
# Every measurement of RESULTS.md, in the order of its worth, as far as there is time.
#
#   sh benchmarks/scale/all.sh WORK [SECONDS]
#
# From the root of the repository, on a quiet machine. Leaves WORK/results.jsonl, a line each, and the
# tables of RESULTS.md in WORK/tables.md. Run again, it goes on with what is missing: the long ones
# (1,000 and 3,000 articles with models, 100,000 without) need `sh benchmarks/scale/all.sh WORK 9000`.
# PYTHON is the environment of the project with its extras `corpus` and `cluster`, RIVAL_PYTHON that of
# rival.py, PROVENANCE_DATA the folder of the quality sets.
set -eu
work=${1:?say where corpora and results may lie}
budget=${2:-1500}
python=${PYTHON:-python}
until=$(($(date +%s) + budget))
"$python" benchmarks/scale/measure.py "$work" --until "$until"
"$python" benchmarks/scale/results.py "$work/results.jsonl" > "$work/tables.md"
cat "$work/tables.md"
