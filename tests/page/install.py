"""Puts the stories and the packages of their lock file into a folder of the build.

Arguments: npm (or nothing when there is none), the folder, this folder. Exit code 77: the packages cannot be had.
"""

import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from npm_packages import SKIPPED, install  # noqa: E402


def main():
    npm, folder, here = sys.argv[1:4]
    # Every story stands on these: what the network drops is asked for again.
    if not install(npm, folder, here, retries=2):
        return SKIPPED
    for name in os.listdir(here):
        if name.endswith(".mjs"):
            shutil.copy(os.path.join(here, name), folder)
    shutil.rmtree(os.path.join(folder, "stories"), ignore_errors=True)
    shutil.copytree(os.path.join(here, "stories"), os.path.join(folder, "stories"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
