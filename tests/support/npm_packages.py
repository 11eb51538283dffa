"""Packages of the npm registry for tests, by the lock file that stands beside the test."""

import filecmp
import os
import shutil
import subprocess

SKIPPED = 77  # the exit code of a test that cannot be run here


def install(npm, folder, here, retries=0):
    """Installs into `folder` what `here`/package-lock.json names, when it does not stand there already.

    False, with a word of why, when that cannot be had. `npm`: the program, or nothing when there is none. `retries`: of
    each download; none where a test is better skipped soon.
    """
    if not npm or npm.endswith("NOTFOUND"):
        print("npm is not here")
        return False
    os.makedirs(folder, exist_ok=True)
    # Beside the packages only once they are whole: an installation that was broken off is begun anew.
    lock, installed = os.path.join(here, "package-lock.json"), os.path.join(folder, "installed.json")
    if os.path.exists(installed) and filecmp.cmp(lock, installed, shallow=False):
        return True
    for name in ("package.json", "package-lock.json"):
        shutil.copy(os.path.join(here, name), folder)
    got = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", str(retries)],
        cwd=folder, stdin=subprocess.DEVNULL, timeout=500, check=False,
    )
    if got.returncode != 0:
        print("the packages cannot be had")
        return False
    shutil.copy(lock, installed)
    return True
