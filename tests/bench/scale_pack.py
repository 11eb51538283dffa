#!/usr/bin/env python3
"""scale_pack.py RULES-FOLDER N SEED OUT.contra : a further part of the shipped microneedling pack, so that it has N checks.

The shipped checks stay as they are; the new ones are of the same forms, over the terms and questions of the shipped
vocabulary, with other lengths and with further conditions."""
import os, pathlib, random, re, sys

YES_NO = ["pregnant", "nursing", "fever", "keloid_self", "keloid_family", "bleeding_disorder", "diabetes", "smoker"]
LENGTHS = ["1 day", "2 days", "3 days", "5 days", "7 days", "10 days", "14 days", "21 days", "28 days", "42 days", "60 days",
           "3 months", "6 months", "12 months"]
AREAS = ["lips", "neck", "hands", "scalp", "abdomen", "legs"]


def terms(folder):
    """Every term under the roots of the lists of products, procedures, medicines and conditions."""
    text = "\n".join(p.read_text() for p in sorted((folder / "skin").glob("*.contra")))
    text = re.sub(r"#.*", "", text)
    parents = {}
    for item in re.split(r"\n(?=(?:term|area|role|ask|list|tolerance)\b)", text):
        if found := re.match(r"term (\w+)", item):
            above = re.search(r"\bis an? (\w+(?:,\s*\w+)*)", item)
            parents[found[1]] = re.split(r",\s*", above[1]) if above else []

    def under(root):
        out = {root}
        while True:
            more = {t for t, ps in parents.items() if out & set(ps)} - out
            if not more:
                return sorted(out - {root})
            out |= more
    return {root: under(root) for root in ("skin_product", "procedure", "medicine", "health_condition", "skin_condition")}


def main():
    folder, n, seed, path = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    draw = random.Random(seed)
    of = terms(folder)
    shipped = sum(len(re.findall(r"(?m)^check ", p.read_text())) for p in (folder / "microneedling").glob("*.contra"))

    def guard(sign):
        """A condition (sign True) or its opposite on something that the outcome does not read."""
        kind = draw.randrange(0, 4)
        if kind == 0:
            return f"{draw.choice(YES_NO)} is {'yes' if sign else 'no'}"
        if kind == 1:
            return f"skin_type is {'at least' if sign else 'under'} {draw.choice(['III', 'IV', 'V'])}"
        if kind == 2:
            return f"age is {'under' if sign else 'at least'} {draw.choice([18, 21, 25])} years"
        return ("" if sign else "not ") + f"treated area touches {draw.choice(AREAS)}"

    def outcome():
        kind = draw.random()
        if kind < .6:
            root = draw.choice(["skin_product", "procedure", "procedure"])
            subject = " or ".join(draw.sample(of[root], draw.randrange(1, 4)))
            i = draw.randrange(0, len(LENGTHS) - 1)
            better = f", better {LENGTHS[i + 1]}" if draw.random() < .3 else ""
            area = " in treated area" if draw.random() < .5 else ""
            unless = f"\n  unless {guard(False)}" if draw.random() < .7 else ""
            return f"wait {LENGTHS[i]} after last {subject}{area}{better}{unless}"
        if kind < .75:
            return f"wait while {draw.choice(of['skin_condition'])} is present and {guard(True)}"
        if kind < .85:
            return f"wait for clearance by doctor while taking {draw.choice(of['medicine'])} and {guard(True)}"
        if kind < .95:
            a, b = draw.sample(YES_NO, 2)
            return f"wait while {a} is yes and {b} is yes and treated area touches {draw.choice(AREAS)}"
        return f'note "a further note" while any {draw.choice(of["procedure"])} and {guard(True)}'

    with open(path + ".tmp", "w") as out:
        out.write('part of microneedling\n\nsource scaled "A check made for measuring" house\n')
        for i in range(shipped, n):
            out.write(f'\ncheck scaled_{i:05d} "Made for measuring"\n  {outcome()}\n  because "made for measuring"\n  cite scaled\n')
    os.replace(path + ".tmp", path)
    print(f"{shipped} shipped checks, {max(0, n - shipped)} more")


if __name__ == "__main__":
    main()
