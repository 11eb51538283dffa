#!/usr/bin/env python3
"""gen_intakes.py N SEED OUT.ndjson [exact|unclear|mixed] : intake records of the shipped packs, one a line, seeded.

exact: every answer is there and sure. unclear: one to three answers of every record are vague, unsure, not asked or in
words that nobody knows. mixed: a quarter of the records are unclear."""
import datetime as dt, json, os, random, sys

QUESTIONS = ["pregnant", "trying_to_conceive", "nursing", "fever", "keloid_self", "keloid_family", "bleeding_disorder",
             "diabetes", "smoker"]
LISTS = ["products", "medicines", "procedures", "planned_procedures", "skin_now", "skin_history", "marks", "sun",
         "planned_sun", "conditions", "cancer", "allergies", "events"]
PRODUCTS = ["tretinoin", "adapalene_alone", "retinol", "vitamin_c", "glycolic_acid", "salicylic_acid", "benzoyl_peroxide",
            "hydroquinone", "niacinamide", "sunscreen", "moisturiser", "self_tan", "scrub", "azelaic_acid"]
PROCEDURES = ["hydrafacial", "waxing", "botulinum_toxin", "filler", "ipl", "dermaplaning", "threading", "facial", "thread_lift"]
MEDICINES = ["ibuprofen", "doxycycline", "isotretinoin", "paracetamol", "apixaban", "prednisolone"]
AREAS = ["face", "face", "cheeks", "forehead", "neck", "back"]


def record(i, draw, unclear):
    visit = dt.date(2026, 3, 16) + dt.timedelta(days=draw.randrange(0, 300))
    signed = visit - dt.timedelta(days=int(min(29, draw.expovariate(1 / 6))))

    def past(mean):
        return (signed - dt.timedelta(days=int(draw.expovariate(1 / mean)))).isoformat()

    answers = {"birth_date": dt.date(1950 + draw.randrange(0, 58), draw.randrange(1, 13), draw.randrange(1, 29)).isoformat()}
    for q in QUESTIONS:
        answers[q] = "yes" if draw.random() < .02 else "no"
    if answers["diabetes"] == "yes":
        answers["diabetes_control"] = draw.choice(["good", "poor"])
    answers["daily_sunscreen"] = draw.choice(["yes", "no"])
    for name in LISTS:
        answers[name] = "no"
    products = [{"term": draw.choice(PRODUCTS), "last": past(25), "area": [draw.choice(AREAS)]}
                for _ in range(int(draw.expovariate(1 / 1.8)))]
    procedures = [{"term": draw.choice(PROCEDURES), "on": past(150), "area": [draw.choice(AREAS)]}
                  for _ in range(int(draw.expovariate(1 / 1.2)))]
    if draw.random() < .15:
        procedures.append({"term": draw.choice(["glycolic_peel", "tca_peel"]), "on": past(120),
                           "depth": draw.choice(["superficial", "medium"]), "area": ["face"]})
    if draw.random() < .3:
        procedures.append({"term": "needling", "on": past(90), "depth": {"mm": draw.choice([.5, 1.0, 1.5])}, "area": ["face"]})
    medicines = []
    if draw.random() < .25:
        medicines.append({"term": draw.choice(MEDICINES), "end": past(200), "prescribed": "yes"})
    if products:
        answers["products"] = products
    if procedures:
        answers["procedures"] = procedures
    if medicines:
        answers["medicines"] = medicines
    if draw.random() < .05:
        answers["sun"] = [{"term": "sunbathing", "last": past(20)}]
    answers["no_medicines"] = "no" if medicines else "yes"

    for _ in range(draw.randrange(1, 4) if unclear else 0):
        kind = draw.randrange(0, 5)
        if kind == 0:
            answers[draw.choice(QUESTIONS)] = "unsure"
        elif kind == 1:
            answers.pop(draw.choice(["products", "sun", "marks", "events", "conditions"]), None)
        elif kind == 2:
            answers["products"] = products + [{"term": draw.choice(PRODUCTS), "last": past(25)[:7], "area": ["face"]}]
        elif kind == 3:
            answers["products"] = products + [{"term": "the green cream", "last": past(25), "area": ["face"]}]
        else:
            answers["procedures"] = procedures + [{"term": "tca_peel", "on": past(120), "area": ["face"]}]
    practitioner = {"skin_type": draw.choice(["I", "II", "III", "IV", "V"]), "metal_patch_test": "not done",
                    "test_spot": "not done", "consultation_done": "yes", "inside_eye_rim": "no"}
    return {"record": "contra.intake/1", "id": f"r{i:07d}", "visit": visit.isoformat(), "as_of": visit.isoformat(),
            "plan": [{"treatment": "microneedling", "area": ["face"], "depth": {"mm": draw.choice([.25, .5, 1.0, 1.5, 2.0])}}],
            "forms": [{"kind": "full", "signed": signed.isoformat(), "by": "client", "answers": answers},
                      {"kind": "practitioner", "signed": signed.isoformat(), "by": "practitioner", "answers": practitioner}]}


def main():
    n, seed, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    how = sys.argv[4] if len(sys.argv) > 4 else "exact"
    draw = random.Random(seed)
    with open(path + ".tmp", "w") as out:
        for i in range(n):
            unclear = how == "unclear" or how == "mixed" and i % 4 == 3
            out.write(json.dumps(record(i, draw, unclear), separators=(",", ":")) + "\n")
    os.replace(path + ".tmp", path)


if __name__ == "__main__":
    main()
