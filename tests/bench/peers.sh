#!/bin/sh
# tests/bench/peers.sh PATH-TO-bench [quick|check]
# Builds the engines of the peer benchmark and contra beside them, holds every result against the reference, and then
# times all of them in one run. Nothing is written to PATH-TO-bench: it is copied to build/peers (PEERS_WORK overrides).
#   quick  60 rules and one round (about 10 minutes)      check  builds and compares, times nothing
# PEERS_ENGINES="cpp_hand clips ours" takes only these. PEERS_ROUNDS=1 is shorter.
# Needs g++, python3, node with npm, taskset, and from Debian: libclips-dev libsqlite3-dev swi-prolog-nox valgrind time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
[ $# -ge 1 ] && [ -f "$1/tools/driver.py" ] || { echo "usage: $0 PATH-TO-bench [quick|check]" >&2; exit 64; }
bench=$(cd "$1" && pwd)
how=${2:-all}
engines=${PEERS_ENGINES-}
work=${PEERS_WORK:-$root/build/peers}
if [ "$how" = quick ]; then rounds=${PEERS_ROUNDS:-1} sizes=60; else rounds=${PEERS_ROUNDS:-3} sizes=60,1000,10000; fi

# A copy to work in; what an earlier run built there stays.
mkdir -p "$work"
(cd "$bench" && tar cf - --exclude ./work --exclude node_modules .) | (cd "$work" && tar xf - && chmod -R u+w .)
cp "$here/to_contra.py" "$work/tools/to_ours.py"
cd "$work"
mkdir -p work/data work/out

# Records whose answers are complete, so that all engines must agree; and the same ones with their gaps, and with some.
if [ ! -s work/data/100000.ndjson ]; then
  python3 tools/make_workload.py workload.json
  python3 tools/gen_records.py workload.json 100000 7 work/data/gaps.ndjson
  python3 "$here/complete.py" workload.json work/data/gaps.ndjson work/data/100000.ndjson.part
  mv work/data/100000.ndjson.part work/data/100000.ndjson
  head -10000 work/data/100000.ndjson >work/data/10000.ndjson
  head -10000 work/data/gaps.ndjson >work/data/some.in
  mv work/data/some.in work/data/gaps.ndjson
  python3 "$here/complete.py" workload.json work/data/gaps.ndjson work/data/some_gaps.ndjson 17 0.1
fi

# npm 11 finds the lock file short of bindings for other systems; the versions that it pins are installed either way.
if [ ! -d engines/js/node_modules ]; then
  (cd engines/js && { npm ci --no-audit --no-fund 2>/dev/null || npm install --no-audit --no-fund; }) >work/npm.log 2>&1
fi
echo "building the peers" >&2
tools/build.sh >work/build.log 2>&1 || { tail -20 work/build.log >&2; exit 1; }

echo "building contra" >&2
if [ -z "${OURS_BIN-}" ]; then
  (cd "$root" && cmake --preset release -DCONTRA_BUILD_BENCH=ON && cmake --build --preset release --target contra_neutral) \
    >work/ours.log 2>&1 || { tail -20 work/ours.log >&2; exit 1; }
  OURS_BIN=$root/build/release/tests/bench/contra_neutral
fi
export OURS_BIN

# First: are they the same?
# shellcheck disable=SC2086
python3 tools/check.py $engines
for gaps in gaps some_gaps; do
  for n in 60 1000 10000; do
    ref=work/out/ref_${gaps}_$n.ndjson
    if [ ! -s "$ref" ]; then
      python3 tools/ref.py work/rules/$n/rules.json work/data/$gaps.ndjson "$ref.part" >/dev/null
      mv "$ref.part" "$ref"
    fi
    "$OURS_BIN" --rules work/rules/$n/rules.contra --in work/data/$gaps.ndjson --out work/out/ours_$gaps.ndjson --mode check --n 10000
    printf '%6d rules, %-9s ' $n $gaps
    python3 "$here/compare_gaps.py" "$ref" work/out/ours_$gaps.ndjson
  done
done
[ "$how" = check ] && exit 0

# Then: how fast? Rounds are interleaved over the engines.
if [ -f work/out/results.jsonl ]; then mv work/out/results.jsonl work/out/results.old.jsonl; fi
race() { python3 tools/driver.py --engines "$(echo "$engines" | tr ' ' ',')" "$@"; }
race --only parse --rounds $rounds
race --only bench --rounds $rounds --rules $sizes
race --only startup
[ "$how" = quick ] || race --only callgrind
{ python3 "$here/ratios.py" work/out/results.jsonl; python3 tools/tables.py; } | tee work/out/tables.md
echo "the tables are in $work/work/out/tables.md" >&2
