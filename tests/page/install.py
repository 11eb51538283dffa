"""Puts the stories and the packages of their lock file into a folder of the build.

Arguments: npm (or nothing when there is none), the folder, this folder. Exit code 77: the packages cannot be had.
"""

import filecmp
import os
import shutil
import subprocess
import sys

SKIPPED = 77


def main():
    npm, folder, here = sys.argv[1:4]
    if not npm or npm.endswith("NOTFOUND"):
        print("npm is not here")
        return SKIPPED
    os.makedirs(folder, exist_ok=True)
    lock, installed = os.path.join(here, "package-lock.json"), os.path.join(folder, "installed.json")
    if not os.path.exists(installed) or not filecmp.cmp(lock, installed, shallow=False):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(here, name), folder)
        got = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=folder, stdin=subprocess.DEVNULL, timeout=280, check=False,
        )
        if got.returncode != 0:
            print("the packages cannot be had")
            return SKIPPED
        shutil.copy(lock, installed)
    for name in os.listdir(here):
        if name.endswith(".mjs"):
            shutil.copy(os.path.join(here, name), folder)
    shutil.rmtree(os.path.join(folder, "stories"), ignore_errors=True)
    shutil.copytree(os.path.join(here, "stories"), os.path.join(folder, "stories"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
