#!/bin/sh
# tests/bench/instructions.sh [BUILD-FOLDER]     instructions per record, counted by callgrind
# Every figure is the difference between twice as much work and once, so that starting, loading and warming up drop out.
# Nothing else that runs on the machine moves them. valgrind 3.19 knows no AVX-512: simdjson sees that at run time
# and takes its AVX2 code.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/release}
bench=$build/tests/bench/contra_bench
[ -x "$bench" ] || { echo "build contra_bench first: cmake --preset release && cmake --build --preset release" >&2; exit 69; }
report=$(mktemp)
trap 'rm -f "$report"' EXIT

count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" >/dev/null 2>"$report" || { cat "$report" >&2; exit 1; }
  sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$report"
}
# difference NAME N WORD... : the words with N and with 2N at their end
difference() {
  name=$1 n=$2
  shift 2
  once=$(count "$@" "$n")
  twice=$(count "$@" $((2 * n)))
  printf '| %s | %s |\n' "$name" "$(printf '%d' $(((twice - once) / n)) | sed ':a;s/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/;ta')"
}

echo "| one record of the shipped packs, line to line | instructions |"
echo "|---|--:|"
for kind in exact unclear; do
  for how in verdict reasons full; do
    n=500
    if [ $how = full ]; then n=25; fi
    difference "shipped pack, $how, $kind" $n "$bench" --count $how 0 $kind
  done
done
difference "1,000 checks, verdict, exact" 200 "$bench" --count verdict 1000 exact
difference "10,000 checks, verdict, exact" 50 "$bench" --count verdict 10000 exact
difference "loading the shipped pack, once" 1 "$bench" --count load 0
difference "loading 10,000 checks, once" 1 "$bench" --count load 10000

# With the peers' records: tests/bench/peers.sh has made them.
peers=${PEERS_WORK:-$root/build/peers}/work
[ -s "$peers/data/10000.ndjson" ] || exit 0
neutral=$build/tests/bench/contra_neutral
echo
echo "| one record of the neutral workload, line to line | instructions |"
echo "|---|--:|"
for size in 60 1000 10000; do
  difference "$size rules" 1000 "$neutral" --rules "$peers/rules/$size/rules.contra" --in "$peers/data/10000.ndjson" --out /dev/null --mode check --n
done
