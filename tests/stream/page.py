"""Runs what samples/pipelines/README.md shows: page.py sh|sql COMMAND ROOT FOLDER

`sh`: every block marked `sh run`, in a copy of the samples; the block after it is what must come out.
`sql`: every block marked `sql run`, in DuckDB, over the lines of the sample records. DuckDB is fetched by npm into FOLDER; 77 (skipped)
where there is no node or npm."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

kind, command, root, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4]).resolve()
page = (root / "samples/pipelines/README.md").read_text()
blocks = re.findall(rf"```{kind} run\n(.*?)```\n```text\n(.*?)```", page, re.S)
marked = len(re.findall(rf"```{kind} run\n", page))
if marked != len(blocks) or marked < 2:
    sys.exit(f"{marked} blocks are marked `{kind} run`, and {len(blocks)} of them say what comes out")

if kind == "sql" and not (shutil.which("node") and shutil.which("npm")):
    print("skipped: node and npm are needed to fetch DuckDB")
    sys.exit(77)

work = folder / "work"
shutil.rmtree(work, ignore_errors=True)
(work / "bin").mkdir(parents=True)
os.symlink(command, work / "bin" / "contra")
shutil.copytree(root / "samples" / "pipelines", work / "pipelines")
shutil.copytree(root / "samples" / "intakes", work / "intakes")
here = work / "pipelines"
environment = {**os.environ, "PATH": f"{work / 'bin'}:{os.environ['PATH']}", "HOME": str(work), "LC_ALL": "C.UTF-8"}
failures = 0


def compare(what, got, expected):
    global failures
    if got != expected:
        failures += 1
        print(f"{what}\n--- on the page\n{expected}--- came out\n{got}")


def sh(text, **more):
    return subprocess.run(["sh", "-c", text], cwd=here, env=environment, capture_output=True, text=True, timeout=120, **more)


def without_numbers(lines):
    return re.sub(r'"line":\d+,"(id|diagnostics)"', r'"\1"', lines)


if kind == "sh":
    for text, expected in blocks:
        done = sh(text)
        compare(text, done.stdout, expected)
        if re.search("not found|unrecognized|is no option", done.stderr):
            compare(text, done.stderr, "")
    # The same lines by way of parallel, for as many records as several jobs take.
    many = sh("cat records.ndjson records.ndjson records.ndjson | contra screen --stream").stdout
    for block in ("1k", "3k", "1M"):
        done = sh("cat records.ndjson records.ndjson records.ndjson | "
                  f"parallel --will-cite --pipe --keep-order --block {block} contra screen --stream --flush --threads 2")
        compare("parallel --block " + block, without_numbers(done.stdout), without_numbers(many))
else:
    source = root / "tests" / "stream" / "duckdb"
    modules = folder / "modules"
    lock = (source / "package-lock.json").read_bytes()
    if not (modules / "node_modules").exists() or (modules / "package-lock.json").read_bytes() != lock:
        modules.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(source / name, modules / name)
        done = subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=modules, capture_output=True, text=True, timeout=240)
        if done.returncode != 0:
            shutil.rmtree(modules)
            sys.exit("npm could not fetch DuckDB:\n" + done.stderr)
    sh("contra screen --stream records.ndjson > verdicts.ndjson")
    done = subprocess.run(["node", str(source / "query.mjs"), str(modules)], input="\0".join(text for text, _ in blocks), cwd=here,
                          capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        sys.exit(done.stderr)
    answers = done.stdout.split("\0")
    for (text, expected), got in zip(blocks, answers):
        compare(text, got, expected)
    # Every line and every field, for all samples.
    sh("contra screen --stream ../intakes > verdicts.ndjson")
    query = "SELECT count(*), min(line), max(line), count(DISTINCT line), count(id), bool_and(verdict IS NULL = (diagnostics IS NOT NULL)) FROM read_json('verdicts.ndjson')"
    done = subprocess.run(["node", str(source / "query.mjs"), str(modules)], input=query, cwd=here, capture_output=True, text=True)
    count = len(list((root / "samples" / "intakes").glob("*.json")))
    compare(query, done.stdout, f"{count} 1 {count} {count} {count - 1} true\n")

sys.exit(1 if failures else 0)
