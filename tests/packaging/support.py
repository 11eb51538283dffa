"""What the tests of packaging share: places, and running programs."""
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(os.environ["CONTRA_SOURCE"])
BUILD = pathlib.Path(os.environ["CONTRA_BUILD"])
WORK = BUILD / "tests" / "packaging"
VERSION = os.environ["CONTRA_VERSION"]
MINOR = ".".join(VERSION.split(".")[:2])
OWN_KIND = os.environ["CONTRA_OWN_KIND"]
OTHER_KIND = {"static": "shared", "shared": "static"}[OWN_KIND]
LIBDIR = os.environ["CONTRA_LIBDIR"]
CMAKE = os.environ["CONTRA_CMAKE"]
CC, CXX = os.environ["CONTRA_CC"], os.environ["CONTRA_CXX"]
CONSUMERS = SOURCE / "tests" / "packaging" / "consumers"
RECORD = SOURCE / "samples" / "intakes" / "c-0102-tretinoin-two-days-before.json"


def run(*command, code=0, cwd=None, env=None, stdin=None):
    """Standard output of a program that has to end with `code`; what it says on standard error comes before it in a failure."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, env={**os.environ, **(env or {})}, input=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    if code is not None and done.returncode != code:
        raise AssertionError(f"{' '.join(map(str, command))}\nended with {done.returncode}, not {code}\n"
                             f"{done.stderr[-6000:]}\n{done.stdout[-6000:]}")
    return done.stdout


def fresh(name):
    """An empty folder of that name."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def tree(kind):
    """The installed tree of a kind of library; made by install.py."""
    return WORK / "installed" / kind


def configure(source, build, *settings):
    kind, flags = os.environ["CONTRA_BUILD_TYPE"], os.environ["CONTRA_BUILD_TYPE_FLAGS"]
    run(CMAKE, "-S", source, "-B", build, "-G", "Ninja", f"-DCMAKE_BUILD_TYPE={kind}", f"-DCMAKE_CXX_FLAGS_{kind.upper()}={flags}",
        f"-DCMAKE_C_COMPILER={CC}", f"-DCMAKE_CXX_COMPILER={CXX}", f"-DCMAKE_CXX_FLAGS={os.environ['CONTRA_FLAGS']}", *settings)
