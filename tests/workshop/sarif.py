"""What `contra check --format sarif` writes for every bad case fits the schema of SARIF 2.1.0, and what the schema cannot say holds too."""
import json
import pathlib
import subprocess
import sys

import jsonschema

command, root = sys.argv[1], pathlib.Path(sys.argv[2])
validator = jsonschema.Draft4Validator(json.loads((pathlib.Path(__file__).parent / "sarif-2.1.0.schema.json").read_text()))
faults, results = [], 0

for case in sorted((root / "tests/cases/bad").glob("*.contra")):
    ran = subprocess.run([command, "check", "--format", "sarif", str(case.relative_to(root))], capture_output=True, cwd=root)
    log = json.loads(ran.stdout.decode())
    error = jsonschema.exceptions.best_match(validator.iter_errors(log))
    if error is not None:
        faults.append(f"{case.name}: {error.json_path}: {error.message[:200]}")
    run = log["runs"][0]
    fingerprints = [r["partialFingerprints"]["contraItem/v1"] for r in run["results"]]
    if len(set(fingerprints)) != len(fingerprints):
        faults.append(f"{case.name}: two results have one fingerprint")
    for result in run["results"]:
        results += 1
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        if rule["id"] != result["ruleId"]:
            faults.append(f"{case.name}: rule {result['ruleIndex']} is not {result['ruleId']}")

if results < 150:
    faults.append(f"only {results} results were looked at")
print("\n".join(faults) or f"{results} results")
sys.exit(1 if faults else 0)
