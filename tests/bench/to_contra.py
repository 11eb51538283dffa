#!/usr/bin/env python3
"""to_contra.py WORKLOAD.json RULES.json OUT.contra : the neutral rules as rule text of contra.

Writes the pack to OUT.contra and the vocabulary to vocabulary.contra beside it. A question's text is the key of the
neutral record, an option's label its value, so whoever reads the records needs no other table. A text that begins with
`derived:` is a fact that the host works out (see README.md). Check r00044 is rule R00044; r00054_2 is a further part of
R00054; a title that begins with "ask" marks the class ask.
"""
import json, os, sys

RENAMED = {"age": "client_age", "area": "body_area", "device": "device_used"}   # words of the language
# unit, from, to; `to` is a value that no record gives: a test for it is false for every answer and open without one
NUMBER = {"needle_depth": ("mm", 0, 1000), "age": ("y", 0, 1000), "fitzpatrick": ("grade", 0, 1000),
          "hba1c": ("percent", 0, 1000), "systolic": ("mmHg", 0, 10000), "bmi": ("kg_m2", 0, 1000),
          "pain_tolerance": ("points", 0, 1000)}
FAR = 100000   # days: `never`, for days since the last of a kind
FLIP = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
WORD = {"<": "under", ">=": "at least", ">": "above", "<=": "at most"}


class Cannot(Exception):
    """The language has no sentence for it, and this program no way round."""


def number(x):
    s = f"{x:.3f}".rstrip("0").rstrip(".")
    return s


class Writer:
    def __init__(self, workload):
        self.fields = {f["name"]: f for f in workload["fields"]}
        self.derived = {}   # name of the question -> its lines
        self.two_windows = self.branched = 0

    def question(self, field):
        return RENAMED.get(field, field)

    # --- conditions --------------------------------------------------------------------------------------------

    def is_window(self, x):
        """Whether it holds for some days after an event: sayable as `wait N days after last …` only."""
        return x["t"] == "ev" or x["t"] == "ago" and x["op"] in ("<", "<=")

    def has_window(self, x):
        return self.is_window(x) or any(self.has_window(y) for y in self.operands(x))

    def operands(self, x):
        return x["a"] if x["t"] in ("and", "or") else [x["a"]] if x["t"] == "not" else []

    def branches(self, x):
        """A list of lists of conjuncts: `or` is taken apart only where a window stands in it."""
        if x["t"] == "and":
            out = [[]]
            for y in x["a"]:
                out = [a + b for a in out for b in self.branches(y)]
            return out
        if x["t"] == "or" and self.has_window(x):
            return [b for y in x["a"] for b in self.branches(y)]
        return [[x]]

    def joined(self, word, parts):
        return parts[0] if len(parts) == 1 else "(" + f" {word} ".join(parts) + ")"

    def condition(self, x, positive):
        """The condition, or its negation pushed in."""
        t = x["t"]
        if t in ("and", "or"):
            return self.joined(t if positive else {"and": "or", "or": "and"}[t],
                               [self.condition(y, positive) for y in x["a"]])
        if t == "not":
            return self.condition(x["a"], not positive)
        if t == "ev":
            return self.days_since_event(x, positive)
        field = x["f"]
        q = self.question(field)
        if t == "bool":
            return f"{q} is {'yes' if x['v'] == positive else 'no'}"
        if t in ("eq", "in"):
            values = [x["v"]] if t == "eq" else x["v"]
            return f"({q} is {'' if positive else 'not '}{' or '.join(values)})" if len(values) > 1 else \
                   f"{q} is {'' if positive else 'not '}{values[0]}"
        if t == "cmp":
            unit, low, high = NUMBER[field]
            assert low < x["v"] < high
            op = x["op"] if positive else FLIP[x["op"]]
            return f"{q} is {WORD[op]} {number(x['v'])} {unit}"
        if t == "miss":
            # False for every answer, open without one.
            if self.fields[field]["type"] == "bool":
                return f"({q} is yes {'and' if positive else 'or'} {q} is no)"
            unit, _, high = NUMBER[field]
            return f"{q} is {'at least' if positive else 'under'} {high} {unit}"
        if t == "ago":
            if x["op"] == ">=":   # the form was sent longer ago: nothing of it within the last N-1 days
                return f"{'no' if positive else 'any'} {field} within {x['v'] - 1} days before visit"
            return self.days_since_day(x, positive)
        raise Cannot(t)

    def days_since(self, name, words, op, days, positive):
        self.derived.setdefault(name, f'ask {name} "derived: {words}"\n  number in d from 0 to {FAR}')
        return f"{name} is {WORD[op if positive else FLIP[op]]} {days} d"

    def days_since_event(self, x, positive):
        if x.get("depth") or x.get("min", 1) != 1:
            raise Cannot("a second window with a depth")
        self.two_windows += 1
        parts = [self.days_since(f"{k}_days", f"days since last {x['l']} {k}", "<", x["days"], positive) for k in x["k"]]
        return self.joined("or" if positive else "and", parts)

    def days_since_day(self, x, positive):
        self.two_windows += 1
        return self.days_since(f"{x['f']}_days", f"days since {x['f']}", x["op"], x["v"], positive)

    # --- checks ------------------------------------------------------------------------------------------------

    def window(self, x):
        if x["t"] == "ago":
            return f"wait {x['v'] + (x['op'] == '<=')} days after last {self.question(x['f'])}"
        if x.get("min", 1) > 1:
            if x["min"] != 3 or len(x["k"]) != 1 or x.get("depth"):
                raise Cannot("a count other than three of one kind")
            name = x["k"][0] + "_third_last"
            self.derived.setdefault(name, f'ask {name} "derived: third last {x["l"]} {x["k"][0]}"\n  past day')
            return f"wait {x['days']} days after last {name}"
        where = f" where depth is {x['depth']}" if x.get("depth") else ""
        return f"wait {x['days']} days after last {' or '.join(x['k'])}{where}"

    def check(self, rule):
        out = []
        branches = self.branches(rule["when"])
        self.branched += len(branches) > 1
        for i, conjuncts in enumerate(branches):
            windows = [x for x in conjuncts if self.is_window(x)]
            # The one that only a wait can say comes first: with a depth or a count, then events, then days.
            windows.sort(key=lambda x: (-(x.get("min", 1) > 1 or "depth" in x), x["t"] == "ago"))
            rest = [x for x in conjuncts if x not in windows[:1]]
            name = rule["id"].lower() + (f"_{i + 1}" if i else "")
            title = rule.get("title", "a variant").replace('"', "")
            if windows:
                outcome = self.window(windows[0])
                if rest:
                    negated = [self.condition(x, False) for x in rest]
                    outcome += "\n  unless " + self.bare(self.joined("or", negated))
            else:
                outcome = "wait while " + self.bare(self.joined("and", [self.condition(x, True) for x in rest]))
            out.append(f'check {name} "{rule["class"]}: {title}"\n  {outcome}\n  because "the neutral rule"\n  cite neutral\n')
        return out

    def bare(self, text):
        """Without parentheses round the whole."""
        if not text.startswith("("):
            return text
        depth = 0
        for i, c in enumerate(text):
            depth += (c == "(") - (c == ")")
            if depth == 0:
                return text[1:-1] if i == len(text) - 1 else text
        return text

    # --- vocabulary --------------------------------------------------------------------------------------------

    def vocabulary(self):
        out = ['vocabulary neutral_words 1.0.0 "The neutral record"\n']
        for f in self.fields.values():
            name, t, q = f["name"], f["type"], self.question(f["name"])
            if t == "bool":
                out.append(f'ask {q} "{name}"\n  yes or no\n')
            elif t == "enum":
                out.append(f'ask {q} "{name}"\n  one of ' + ", ".join(f'{v} "{v}"' for v in f["values"]) + "\n")
            elif t == "num":
                unit, low, high = NUMBER[name]
                out.append(f'ask {q} "{name}"\n  number in {unit} from {low} to {high}\n')
            elif t == "date" and name == "submitted":
                # Read by `no submitted within … before visit`, which reads entries of lists.
                out.append(f'term {name} is a form_sent\nterm form_sent\nlist form_dates "{name}"\n  of form_sent\n  records exposures\n')
            elif t == "date" and name != "appointment":
                out.append(f'ask {q} "{name}"\n  past day\n')
            elif t == "events":
                root = name + "_kind"
                out.append(f"term {root}")
                out += [f'term {k} "{k}" is a {root}' for k in f["kinds"]]
                out.append(f'\nlist {name} "{name}"\n  of {root}\n  records exposures')
                if f["depths"]:
                    out.append("  detail depth one of " + ", ".join(f'{d} "{d}"' for d in f["depths"]))
                out.append("")
        out += [self.derived[k] + "\n" for k in sorted(self.derived)]
        return "\n".join(out)


def main():
    workload, rules, path = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))["rules"], sys.argv[3]
    w = Writer(workload)
    titles = {json.dumps(r["when"], sort_keys=True): r["title"] for r in workload["rules"]}
    checks = []
    for r in rules:
        r.setdefault("title", titles.get(json.dumps(r["when"], sort_keys=True), "a variant"))
        checks += w.check(r)
    pack = ['pack neutral 1.0.0 "The neutral rules"\n  use neutral_words 1\n',
            'source neutral "The neutral workload" house\n'] + checks
    for name, text in ((path, "\n".join(pack)), (os.path.join(os.path.dirname(path), "vocabulary.contra"), w.vocabulary())):
        with open(name + ".tmp", "w") as out:
            out.write(text)
        os.replace(name + ".tmp", name)
    print(f"{len(rules)} rules, {len(checks)} checks ({w.branched} rules in several), "
          f"{len(w.derived)} derived questions, {w.two_windows} tests of them as a second window")


if __name__ == "__main__":
    main()
