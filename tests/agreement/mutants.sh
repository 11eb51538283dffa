#!/bin/sh
# Each patch in mutants/ breaks the engine by hand. The agreement test must catch every one: a copy of the tree is patched, built,
# and expected to fail. Usage: tests/agreement/mutants.sh [name…]; MUTANTS_DIR is where the copy stands (kept between runs).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${MUTANTS_DIR:-${TMPDIR:-/tmp}/contra-mutants}
tree=$work/tree
build=$work/build
mkdir -p "$tree"

copy() {  # only what has changed, so that little is built again
  for part in include src tests/laws tests/agreement; do
    mkdir -p "$tree/$part"
    (cd "$root" && find "$part" -type f ! -name '*.patch') | while read -r file; do
      mkdir -p "$tree/$(dirname "$file")"
      cmp -s "$root/$file" "$tree/$file" || cp "$root/$file" "$tree/$file"
    done
  done
  for file in CMakeLists.txt tests/CMakeLists.txt; do
    cmp -s "$root/$file" "$tree/$file" || cp "$root/$file" "$tree/$file"
  done
}

run() { CONTRA_CASES=${CONTRA_CASES:-3000} "$build/tests/agreement/test_agreement" > "$work/out" 2>&1; }

copy
[ -f "$build/build.ninja" ] || cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCONTRA_BUILD_CLI=OFF > "$work/configure.log"
ninja -C "$build" test_agreement > "$work/build.log" 2>&1 || { tail -n 20 "$work/build.log"; exit 2; }
run || { echo "the engine as it is does not agree:"; tail -n 30 "$work/out"; exit 2; }

missed=0
for patch in "$root"/tests/agreement/mutants/*.patch; do
  name=$(basename "$patch" .patch)
  if [ $# -gt 0 ]; then
    case " $* " in *" $name "*) ;; *) continue ;; esac
  fi
  if ! patch -s -p1 -F3 -d "$tree" < "$patch" > "$work/patch.log" 2>&1; then
    echo "STALE   $name: the patch no longer applies"
    missed=1
  elif ! ninja -C "$build" test_agreement > "$work/build.log" 2>&1; then
    echo "BROKEN  $name: it does not build"
    missed=1
  elif run; then
    echo "MISSED  $name"
    missed=1
  else
    echo "caught  $name: $(grep -m1 -A1 'Failed$\|FAIL' "$work/out" | tail -n1 | cut -c1-110)"
  fi
  find "$tree" \( -name '*.orig' -o -name '*.rej' \) -exec rm -f {} +
  copy
done
exit $missed
