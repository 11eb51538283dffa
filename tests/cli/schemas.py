"""Every decision over the sample records fits decision.schema.json; every sample record fits the schema that derives from the vocabulary."""
import json
import pathlib
import subprocess
import sys

import jsonschema

command, root = sys.argv[1], pathlib.Path(sys.argv[2])
faults = []


def run(*arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, cwd=root)


def hold(name, value, validator):
    error = jsonschema.exceptions.best_match(validator.iter_errors(value))
    if error is not None:
        faults.append(f"{name}: {error.json_path}: {error.message[:200]}")


def validator_of(*arguments):
    schema = json.loads(run(*arguments).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


decision = validator_of("schema", "decision")
intake = validator_of("schema", "intake")

records = sorted((root / "samples" / "intakes").glob("c-*.json"))
decided = 0
for path in records:
    screened = run("screen", "--json", str(path))
    answer = json.loads(screened.stdout)
    if answer["record"] == "contra.refusal/1":
        if screened.returncode != 2:
            faults.append(f"{path.name}: refused with exit code {screened.returncode}")
        try:
            record = json.loads(path.read_text())
        except ValueError:
            continue
        if next(intake.iter_errors(record), None) is None:
            faults.append(f"{path.name}: refused by the reader, and the schema takes it")
        continue
    decided += 1
    hold(path.name + " (decision)", answer, decision)
    hold(path.name, json.loads(path.read_text()), intake)

if decided < 24:
    faults.append(f"only {decided} sample records were decided")
print("\n".join(faults))
sys.exit(1 if faults else 0)
