#!/bin/bash
# The steps of a training on a lent accelerator, run from the repository root on that machine.
# training/README.md says which call carries what. Everything here may be called again.
#
#   receive                      take what lies in .carry/ (parts of a base, data) into $HOME/verifier
#   train BASE RUN MINUTES ...   unpack BASE, train RUN in the background (or find it running), watch it
#                                for MINUTES; what follows goes to verifier.train
#   evaluate BASE RUN [...]      figures on half 0 for the newest weights of RUN
#   bring RUN FIRST              pack the newest weights of RUN, 8 parts of 15 MiB from part FIRST to $OUT
set -euo pipefail
home="${VERIFIER_HOME:-$HOME/verifier}"
export PROVENANCE_DATA="$home/data" PROVENANCE_TRAINING="$home/state" TOKENIZERS_PARALLELISM=false
export PYTHONUNBUFFERED=1 PYTHONPATH="$PWD/training" HF_HUB_OFFLINE=1
mkdir -p "$home"/{data,state/bases,state/runs,state/packed,code}

newest() { find "$PROVENANCE_TRAINING/runs/$1" -name 'weights-*.safetensors' | sort | tail -1; }

receive() {
  [ -d .carry/data ] && cp -r .carry/data/. "$PROVENANCE_DATA/"
  [ -d .carry/packed ] && cp -r .carry/packed/. "$PROVENANCE_TRAINING/packed/"
  [ -d .carry/runs ] && cp -r .carry/runs/. "$PROVENANCE_TRAINING/runs/"
  cp -r training/. "$home/code/"  # the tree may be replaced by the next call while a run goes on
  du -sh "$home"
  nvidia-smi --query-gpu=name,memory.total --format=csv,noheader || true
}

train() {
  local base="$1" run="$2" minutes="$3"
  shift 3
  local folder="$PROVENANCE_TRAINING/runs/$run" from="$PROVENANCE_TRAINING/packed/$base"
  local to="$PROVENANCE_TRAINING/bases/$base"
  mkdir -p "$folder"
  if [ ! -e "$to/model.safetensors" ]; then
    mkdir -p "$to" && cp "$from"/*.json "$to/"
    python3 -m verifier.packing unpack "$from" "$to/model.safetensors"
  fi
  if ! { [ -e "$folder/pid" ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null; }; then
    (cd "$home/code" && PYTHONPATH="$home/code" setsid nohup python3 -m verifier.train --base "$base" \
      --run "$run" --device cuda --workers 10 "$@" >>"$folder/out.txt" 2>&1 </dev/null &)
    sleep 20
  fi
  local end=$((SECONDS + minutes * 60))
  while [ $SECONDS -lt $end ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null; do sleep 5; done
  tail -5 "$folder/out.txt"
  tail -4 "$folder/log.jsonl"
}

evaluate() {
  local base="$1" run="$2"
  shift 2
  python3 -m verifier.evaluate --base "$base" --weights "$(newest "$run")" --device cuda "$@"
}

bring() {
  local run="$1" first="$2" parts="$home/out/$1"
  if [ "$first" = 0 ]; then
    rm -rf "$parts"
    python3 -m verifier.packing pack "$(newest "$run")" "$parts" --part-mib 15
    newest "$run"
  fi
  find "$parts" -name 'part-*' | sort | tail -n +$((first + 1)) | head -7 | xargs -I{} cp {} "$OUT/"
  cp "$PROVENANCE_TRAINING/runs/$run/log.jsonl" "$OUT/"
  ls "$parts"
}

"$@"
