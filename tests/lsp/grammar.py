"""Holds the TextMate grammar against the files beside package.json, by vscode-tmgrammar-test.

Arguments: npm (or nothing when there is none), a folder to install into, the source folder. Exit code 77: the packages
cannot be had.
"""

import filecmp
import glob
import os
import shutil
import subprocess
import sys

SKIPPED = 77


def main():
    npm, folder, source = sys.argv[1:4]
    if not npm or npm.endswith("NOTFOUND"):
        print("npm is not here")
        return SKIPPED
    here = os.path.join(source, "tests", "lsp", "tmgrammar")
    runner = os.path.join(folder, "node_modules", ".bin", "vscode-tmgrammar-test")
    os.makedirs(folder, exist_ok=True)
    lock, installed = os.path.join(here, "package-lock.json"), os.path.join(folder, "package-lock.json")
    if not os.path.exists(runner) or not os.path.exists(installed) or not filecmp.cmp(lock, installed, shallow=False):
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(here, name), folder)
        got = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", "0"],
            cwd=folder, stdin=subprocess.DEVNULL, timeout=200, check=False,
        )
        if got.returncode != 0:
            print("the packages cannot be had")
            return SKIPPED
    grammar = os.path.join(source, "src", "lsp", "editors", "vscode", "syntaxes", "contra.tmLanguage.json")
    files = sorted(glob.glob(os.path.join(here, "*.contra")))
    if not files:
        print("there is no file to test with")
        return 1
    return subprocess.run([runner, "-g", grammar, *files], cwd=folder, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
