"""Holds the names that the shared library exports to the committed lists.

symbols.py NM LIBRARY C_LIST [CPP_LIST]; with CONTRA_UPDATE=1 the lists are written anew."""
import os
import pathlib
import subprocess
import sys


def exported(nm, library, *options):
    out = subprocess.run([nm, "-D", "--defined-only", *options, library], check=True, capture_output=True, text=True)
    names = set()
    for line in out.stdout.splitlines():
        _, kind, name = line.split(maxsplit=2)
        if kind != "A":  # the version itself
            names.add(name.split("@")[0])
    return names


def compare(names, path):
    path = pathlib.Path(path)
    text = "".join(name + "\n" for name in sorted(names))
    if os.environ.get("CONTRA_UPDATE"):
        path.write_text(text)
    committed = set(path.read_text().split("\n")) - {""}
    for name in sorted(names - committed):
        print(f"exported and not in {path.name}: {name}")
    for name in sorted(committed - names):
        print(f"in {path.name} and not exported: {name}")
    return names == committed


def main():
    nm, library, c_list, *cpp_list = sys.argv[1:]
    plain = exported(nm, library)
    c_names = {name for name in plain if not name.startswith("_Z")}
    good = bool(c_names) and compare(c_names, c_list)
    if cpp_list:
        cpp_names = exported(nm, library, "--demangle") - c_names
        good = bool(cpp_names) and compare(cpp_names, cpp_list[0]) and good
    sys.exit(0 if good else 1)


main()
