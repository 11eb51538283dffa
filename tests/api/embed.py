"""The programs of samples/embed: their answer is the one on their page, and watchers of memory have nothing to say.

embed.py page PROGRAM README ROOT         the answer that README.md shows
embed.py records COMMAND... -- ROOT       every sample record; exit codes 0, 1 and 2 as the record deserves"""
import pathlib
import re
import subprocess
import sys


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600)


def page(program, readme, root):
    text = pathlib.Path(readme).read_text()
    record = re.search(r"screen_c (\S+)", text).group(1)
    shown = re.search(r"The answer:\n\n```\n(.*?)```", text, re.S).group(1)
    done = run(program, pathlib.Path(root) / record)
    assert done.returncode == 1, done.stderr
    assert done.stdout == shown, done.stdout
    assert run(program).returncode == 2
    assert run(program, "/nowhere.json").returncode == 2


def records(*words):
    cut = words.index("--")
    command, root = words[:cut], pathlib.Path(words[cut + 1])
    names = words[cut + 2:]
    paths = sorted((root / "samples/intakes").glob("*.json"))
    assert len(paths) > 40
    seen = set()
    for path in paths:
        if names and not path.name.startswith(names):
            continue
        done = run(*command, path)
        refused = path.name.startswith("c-0143")
        assert done.returncode in ((2,) if refused else (0, 1)), f"{path.name}: {done.returncode}\n{done.stdout}{done.stderr}"
        assert refused or not done.stderr, f"{path.name}\n{done.stderr}"
        first = done.stdout.split("\n")[0]
        assert refused or first.startswith("GO") == (done.returncode == 0), first
        seen.add(done.returncode)
    assert seen == {0, 1, 2}, seen


{"page": page, "records": records}[sys.argv[1]](*sys.argv[2:])
