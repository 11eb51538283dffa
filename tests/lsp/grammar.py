"""Holds the TextMate grammar against the files beside package.json, by vscode-tmgrammar-test.

Arguments: npm (or nothing when there is none), a folder to install into, the source folder. Exit code 77: the packages
cannot be had.
"""

import glob
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from npm_packages import SKIPPED, install  # noqa: E402


def main():
    npm, folder, source = sys.argv[1:4]
    here = os.path.join(source, "tests", "lsp", "tmgrammar")
    if not install(npm, folder, here):
        return SKIPPED
    runner = os.path.join(folder, "node_modules", ".bin", "vscode-tmgrammar-test")
    grammar = os.path.join(source, "src", "lsp", "editors", "vscode", "syntaxes", "contra.tmLanguage.json")
    files = sorted(glob.glob(os.path.join(here, "*.contra")))
    if not files:
        print("there is no file to test with")
        return 1
    return subprocess.run([runner, "-g", grammar, *files], cwd=folder, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
