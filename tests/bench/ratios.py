#!/usr/bin/env python3
"""ratios.py results.jsonl : ours against the others of the same run, as ratios, beside the goals."""
import collections, json, sys

B = collections.defaultdict(lambda: collections.defaultdict(list))
for line in open(sys.argv[1]):
    r = json.loads(line)
    if r["kind"] == "bench":
        b = B[r["engine"], r["rules"]]
        b["eval"] += r["eval_ns"]
        b["e2e"] += r["e2e_us"]
        b["load"] += [r["load_ms"]] if r.get("load_ms") is not None else []


def quartile(engine, rules, what):
    values = sorted(B[engine, rules][what]) if (engine, rules) in B else []
    return values[len(values) // 4] if values else None


SIZES = (60, 1000, 10000)
rows = []


def row(name, goal, values, holds):
    cells = [f"{v:,.2f}" if v is not None else "-" for v in values]
    known = [(v, h) for v, h in zip(values, holds) if v is not None and h is not None]
    rows.append(f"| {name} | {goal} | " + " | ".join(cells) + f" | {'-' if not known else 'yes' if all(h for _, h in known) else 'NO'} |")


def ratio(engine, what="e2e"):
    return [q / o if (q := quartile(engine, n, what)) and (o := quartile("ours", n, what)) else None for n in SIZES]


def at_least(values, goal):
    return [None if v is None else v >= goal for v in values]


ours = [quartile("ours", n, "e2e") for n in SIZES]
row("ours, end to end, us", "", ours, [None] * 3)
hand = [1 / v if v else None for v in ratio("cpp_hand")]
row("ours / handwritten C++", "1.3, then below 1", hand, [None if v is None else v <= g for v, g in zip(hand, (1.3, 1, 1))])
evaluation = [quartile("ours", n, "eval") for n in SIZES]
row("ours, evaluation alone, ns", "150 at 60", evaluation, [None if evaluation[0] is None else evaluation[0] < 150, None, None])
general = [min((r for r in rs if r), default=None) for rs in zip(ratio("duckdb"), ratio("clips"))]
row("faster than the better of DuckDB and CLIPS", "6", general, at_least(general, 6))
for engine in ("zen_table", "zen_exprs", "cedar", "json_rules_engine"):
    values = ratio(engine)
    row(f"faster than {engine}", "60", values, at_least(values, 60))
growth = ours[2] / ours[0] if ours[0] and ours[2] else None
row("growth from 60 to 10,000 rules", "below 3", [None, None, growth], [None, None, None if growth is None else growth < 3])
load = [quartile("ours", n, "load") for n in SIZES]
row("load from text, ms", "below 1,000 at 10,000", load, [None, None, None if load[2] is None else load[2] < 1000])
print("### Ours against the others of this run (lower quartiles)\n\n| what | goal | 60 rules | 1,000 | 10,000 | reached |\n|---|---|--:|--:|--:|---|")
print("\n".join(rows) + "\n")
