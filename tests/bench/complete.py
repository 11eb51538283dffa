#!/usr/bin/env python3
"""complete.py WORKLOAD.json IN.ndjson OUT.ndjson [SEED [SHARE]] : the same records with every gap filled by a seeded draw.

Complete means that every field of the workload is there and not null, and that every treatment has a depth.
A date that is missing means `never` in the neutral workload, so it becomes a day 4000 days before the appointment, which
lies outside every window. Booleans are mostly false; the rest is drawn from the values of the field.
With SHARE (0 to 1) that share of the gaps stays open, except in dates.
"""
import datetime as dt, json, os, random, sys

NUMBERS = {"needle_depth": [.25, .5, .75, 1, 1.25, 1.5, 2, 2.5], "age": list(range(16, 81)), "fitzpatrick": [1, 2, 3, 4, 5, 6],
           "hba1c": [x / 10 for x in range(50, 101)], "systolic": list(range(95, 166)),
           "bmi": [x / 10 for x in range(170, 380)], "pain_tolerance": list(range(0, 11))}


def main():
    workload, source, target = sys.argv[1:4]
    draw = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 17)
    share = float(sys.argv[5]) if len(sys.argv) > 5 else 0
    fields = json.load(open(workload))["fields"]
    filled = 0
    with open(source) as lines, open(target + ".tmp", "w") as out:
        for line in lines:
            record = json.loads(line)
            whole = {}
            for f in fields:
                name, kind = f["name"], f["type"]
                value = record.get(name)
                if value is None:
                    if share and kind != "date" and draw.random() < share:
                        continue
                    filled += 1
                    if kind == "bool":
                        value = draw.random() < .03
                    elif kind == "enum":
                        value = draw.choice(f["values"])
                    elif kind == "num":
                        value = draw.choice(NUMBERS[name])
                    elif kind == "date":
                        value = (dt.date.fromisoformat(record["appointment"]) - dt.timedelta(days=4000)).isoformat()
                    elif kind == "events":
                        value = []
                    else:
                        value = ""
                if kind == "events" and f["depths"]:
                    for event in value:
                        if event.get("depth") is None and not (share and draw.random() < share):
                            filled += 1
                            event["depth"] = draw.choice(f["depths"])
                whole[name] = value
            out.write(json.dumps(whole, separators=(",", ":"), ensure_ascii=False) + "\n")
    os.replace(target + ".tmp", target)
    print(f"{filled} gaps filled")


if __name__ == "__main__":
    main()
