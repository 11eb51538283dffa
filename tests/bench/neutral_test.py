#!/usr/bin/env python3
"""neutral_test.py CONTRA_NEUTRAL : to_contra.py and contra_neutral hold a small neutral workload of every kind of atom.

On complete records the result lines are those of the few lines of reference below; on records with gaps ours waits
wherever the reference does, and nothing that fires there is lost. Both engines, seeded records."""
import copy, datetime as dt, json, pathlib, random, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).parent
KINDS = {"product_uses": ["retinol", "aha"], "treatments": ["peel", "laser"]}
DEPTHS = ["superficial", "medium", "deep"]
FIELDS = [{"name": "id", "type": "id"}, {"name": "appointment", "type": "date"}, {"name": "submitted", "type": "date"},
          {"name": "procedure", "type": "enum", "values": ["led", "peel", "none"]},
          {"name": "area", "type": "enum", "values": ["face", "neck", "hands"]}, {"name": "needle_depth", "type": "num", "int": False},
          {"name": "age", "type": "num", "int": True}, {"name": "pregnant", "type": "bool"}, {"name": "smoker", "type": "bool"},
          {"name": "sun_last", "type": "date"}, {"name": "notes", "type": "text"},
          {"name": "product_uses", "type": "events", "kinds": KINDS["product_uses"], "depths": []},
          {"name": "treatments", "type": "events", "kinds": KINDS["treatments"], "depths": DEPTHS}]


def ev(l, days, *kinds, **more):
    return {"t": "ev", "l": l, "k": list(kinds), "days": days, **more}


def yes(f):
    return {"t": "bool", "f": f, "v": True}


def num(f, op, v):
    return {"t": "cmp", "f": f, "op": op, "v": v}


def ago(f, op, v):
    return {"t": "ago", "f": f, "op": op, "v": v}


def every(*a):
    return {"t": "and", "a": list(a)}


def some(*a):
    return {"t": "or", "a": list(a)}


def no(a):
    return {"t": "not", "a": a}


led, face = {"t": "eq", "f": "procedure", "v": "led"}, {"t": "in", "f": "area", "v": ["face", "neck"]}
WHEN = [("wait", ev("product_uses", 5, "retinol", "aha")), ("wait", ev("product_uses", 1, "aha")),
        ("wait", every(ev("treatments", 14, "peel", depth="deep"), led)),
        ("wait", every(ev("product_uses", 6, "retinol"), ev("treatments", 20, "laser"), no(yes("smoker")))),
        ("wait", ev("treatments", 40, "peel", min=3)), ("wait", every(ago("sun_last", "<", 7), face, num("age", ">=", 30))),
        ("wait", every(some(yes("pregnant"), ago("sun_last", "<", 12)), num("needle_depth", ">", .25))),
        ("wait", every(some(led, num("age", "<", 18)), no(every(yes("pregnant"), yes("smoker"))))),
        ("ask", ago("submitted", ">=", 10)), ("ask", every(ago("submitted", ">=", 5), ev("treatments", 9, "laser"))),
        ("ask", every({"t": "miss", "f": "pregnant"}, num("age", "<", 55))), ("ask", every({"t": "miss", "f": "age"}, led)),
        ("ask", no(yes("smoker"))), ("wait", num("needle_depth", "<=", .75)),
        ("wait", every(ago("sun_last", "<", 30), ev("treatments", 12, "laser")))]


def days(r, date):
    return (dt.date.fromisoformat(r["appointment"]) - dt.date.fromisoformat(date)).days


def holds(x, r):
    t = x["t"]
    if t in ("and", "or"):
        return (all if t == "and" else any)(holds(y, r) for y in x["a"])
    if t == "not":
        return not holds(x["a"], r)
    if t == "ev":
        return sum(e["kind"] in x["k"] and days(r, e["date"]) < x["days"] and x.get("depth") in (None, e.get("depth"))
                   for e in r.get(x["l"]) or []) >= x.get("min", 1)
    v = r.get(x["f"])
    if t == "miss" or v is None:
        return t == "miss" and v is None
    if t in ("bool", "eq"):
        return v == x["v"]
    if t == "in":
        return v in x["v"]
    v = days(r, v) if t == "ago" else v
    return {"<": v < x["v"], "<=": v <= x["v"], ">": v > x["v"], ">=": v >= x["v"]}[x["op"]]


def line(r, rules):
    fired = [q for q in rules if holds(q["when"], r)]
    verdict = "WAIT" if any(q["class"] == "wait" for q in fired) else "ASK" if fired else "GO"
    return json.dumps({"id": r["id"], "verdict": verdict, "fired": [q["id"] for q in fired]}, separators=(",", ":"))


def record(i, draw):
    visit = dt.date(2026, 1, 1) + dt.timedelta(days=draw.randrange(0, 300))

    def past(most):
        return (visit - dt.timedelta(days=draw.randrange(0, most))).isoformat()
    r = {"id": f"r{i}", "appointment": visit.isoformat(), "submitted": past(20), "procedure": draw.choice(["led", "peel", "none"]),
         "area": draw.choice(["face", "neck", "hands"]), "needle_depth": draw.choice([.25, .5, .75, 1, 1.5]), "age": draw.randrange(14, 60),
         "pregnant": draw.random() < .3, "smoker": draw.random() < .5, "sun_last": past(40), "notes": "caf\u00e9 \"x\""}
    for name, kinds in KINDS.items():
        r[name] = [{"kind": draw.choice(kinds), "date": past(50), **({"depth": draw.choice(DEPTHS)} if name == "treatments" else {}),
                    "site": "face"} for _ in range(draw.randrange(0, 6))]
    return r


def main():
    program = sys.argv[1]
    rules = [{"id": f"R{i + 1:05d}", "class": c, "when": w, "title": "one of the test"} for i, (c, w) in enumerate(WHEN)]
    draw = random.Random(4)
    full = [record(i, draw) for i in range(2000)]
    gaps = copy.deepcopy(full)
    for r in gaps:
        for name in draw.sample([f["name"] for f in FIELDS[2:]], draw.randrange(1, 4)):
            r[name] = None
            if draw.random() < .5:
                del r[name]
    never = [q["id"] for q in rules if not any(holds(q["when"], r) for r in full + gaps)]
    if never:
        sys.exit(f"a rule that never fires tests nothing: {never}")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "workload.json").write_text(json.dumps({"fields": FIELDS, "rules": rules}))
        (folder / "rules.json").write_text(json.dumps({"rules": rules}))
        subprocess.run([sys.executable, HERE / "to_contra.py", folder / "workload.json", folder / "rules.json",
                        folder / "rules.contra"], check=True)
        for engine in sys.argv[2:] or ["general"]:
            for records, complete in ((full, True), (gaps, False)):
                (folder / "in").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))
                subprocess.run([program, "--rules", folder / "rules.contra", "--in", folder / "in", "--out", folder / "out",
                                "--mode", "check", "--engine", engine], check=True)
                ours = (folder / "out").read_text().splitlines()
                assert len(ours) == len(records), f"{len(ours)} lines"
                for r, got in zip(records, ours):
                    want = line(r, rules)
                    if complete:
                        assert got == want, f"{engine}: {got}\n     not {want}\n     of {json.dumps(r)}"
                    else:
                        got, want = json.loads(got), json.loads(want)
                        assert set(want["fired"]) <= set(got["fired"]) and (got["verdict"] != "GO" or want["verdict"] == "GO"), \
                            f"{engine}: {got}\n     is less than {want}\n     of {json.dumps(r)}"
            print(f"{engine}: the same in {len(full)} complete records, never less in {len(gaps)} with gaps")


if __name__ == "__main__":
    main()
