"""Holds the description of the API against the recommended rules of @redocly/cli: no error, no warning.

Arguments: npm (or nothing when there is none), a folder to install into, the source folder, the description. Exit code
77: the packages cannot be had.
"""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from npm_packages import SKIPPED, install  # noqa: E402


def main():
    npm, folder, source, description = sys.argv[1], *map(os.path.abspath, sys.argv[2:5])
    if not install(npm, folder, os.path.join(source, "tests", "serve", "redocly")):
        return SKIPPED
    runner = os.path.join(folder, "node_modules", ".bin", "redocly")
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
