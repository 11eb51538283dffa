# Holds every sheet as data to contra.sheet/1: data.py FOLDER SOURCE
import json
import pathlib
import sys

import jsonschema

folder, source = map(pathlib.Path, sys.argv[1:])
schema = json.loads((source / "src/sheet/sheet.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
seen = 0
for path in sorted(folder.glob("*.json")):
    data = json.loads(path.read_text())
    for fault in validator.iter_errors(data):
        sys.exit(f"{path.name}: {fault.json_path}: {fault.message}")
    for table in (b for s in data["sections"] for b in s["blocks"] if b["block"] == "table"):
        assert all(len(row["cells"]) == len(table["head"]) for row in table["rows"]), path.name
    seen += 1
assert seen >= 28, seen
broken = json.loads(next(iter(sorted(folder.glob("*.json")))).read_text())
broken["sections"][0]["blocks"][0]["verdict"] = "GO"
assert list(validator.iter_errors(broken)), "the schema takes everything"
print(seen, "sheets")
