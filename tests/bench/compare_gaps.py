#!/usr/bin/env python3
"""compare_gaps.py REFERENCE OURS : on records with gaps ours may wait more, and never less.

The reference takes a missing answer for `no`. Ours must be GO only where the reference is, and every rule that fires
there must be among those that hold ours back."""
import collections, json, sys

counts, worse = collections.Counter(), 0
with open(sys.argv[1]) as reference, open(sys.argv[2]) as ours:
    a, b = reference.readlines(), ours.readlines()
for r, o in zip(a, b):
    r, o = json.loads(r), json.loads(o)
    counts[r["verdict"], o["verdict"]] += 1
    worse += r["id"] != o["id"] or o["verdict"] == "GO" != r["verdict"] or not set(r["fired"]) <= set(o["fired"])
print(f"{'never less' if not worse and len(a) == len(b) else 'LESS'} than the reference in {len(b)} records: " +
      ", ".join(f"{r}->{o} {n}" for (r, o), n in sorted(counts.items())))
sys.exit(1 if worse or len(a) != len(b) else 0)
