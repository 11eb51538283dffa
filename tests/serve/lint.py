"""Holds the description of the API against the recommended rules of @redocly/cli: no error, no warning.

Arguments: npm (or nothing when there is none), a folder to install into, the source folder, the description. Exit code
77: the packages cannot be had.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys

SKIPPED = 77


def main():
    npm, folder, source, description = sys.argv[1], *map(os.path.abspath, sys.argv[2:5])
    if not npm or npm.endswith("NOTFOUND"):
        print("npm is not here")
        return SKIPPED
    here = os.path.join(source, "tests", "serve", "redocly")
    runner = os.path.join(folder, "node_modules", ".bin", "redocly")
    os.makedirs(folder, exist_ok=True)
    lock, installed = os.path.join(here, "package-lock.json"), os.path.join(folder, "package-lock.json")
    if not os.path.exists(runner) or not os.path.exists(installed) or not filecmp.cmp(lock, installed, shallow=False):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(here, name), folder)
        got = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", "0"],
            cwd=folder, stdin=subprocess.DEVNULL, timeout=500, check=False,
        )
        if got.returncode != 0:
            print("the packages cannot be had")
            return SKIPPED
    environment = dict(os.environ, REDOCLY_TELEMETRY="off", REDOCLY_SUPPRESS_UPDATE_NOTICE="true")
    ran = subprocess.run(
        [runner, "lint", "--format", "json", description],
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, check=False,
    )
    problems = json.loads(ran.stdout[ran.stdout.index("{"):])["problems"] if "{" in ran.stdout else []
    for problem in problems:
        place = problem["location"][0].get("pointer", "") if problem.get("location") else ""
        print(f"{problem['severity']}: {problem['ruleId']}: {problem['message']} {place}")
    if ran.returncode != 0 and not problems:
        print(ran.stderr)
    return 1 if ran.returncode != 0 or problems else 0


if __name__ == "__main__":
    sys.exit(main())
