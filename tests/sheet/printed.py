# Prints sheets as a browser does, and looks at the paper: size, number of pages, headings, and that no heading stands
# alone at the foot of a page: printed.py FOLDER SOURCE
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

folder = pathlib.Path(sys.argv[1])
chromium, pdfinfo, pdftotext = (shutil.which(name) for name in ("chromium", "pdfinfo", "pdftotext"))
if not chromium:
    print("chromium is not there")
    sys.exit(77)
assert pdfinfo and pdftotext, "poppler-utils"
FLAGS = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync --no-pdf-header-footer").split()
PAPER = {"a4": (595, 842), "letter": (612, 792)}
HEADINGS = {
    "before": ["Before your treatment", "What to leave out and what to do", "Your medicines", "Questions?"],
    "after": ["After your treatment", "Day by day", "When to call us", "Your next session", "What to avoid, and how long",
              "What helps your skin", "Your medicines"],
    "about": ["Your treatment explained", "What happens"],
    "consultation": ["Consultation record", "Answers", "Rules that were used", "Signatures"],
}
# (name, paper, most pages): a client carries these home.
WANTED = [("go.before", "a4", 1), ("wait.before", "letter", 2), ("held.after", "a4", 3), ("held.after", "letter", 3),
          ("two.after", "letter", 4), ("two.about", "a4", 2), ("wait.consultation", "letter", 5),
          ("against.consultation", "a4", 5), ("odd.consultation", "a4", 5)]


def printed(name, paper, scratch):
    out = scratch / f"{name}.{paper}.pdf"
    page = (folder / f"{name}.{paper}.html").resolve()
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([chromium, *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={out}", page.as_uri()],
                       check=True, capture_output=True, timeout=120)
    info = subprocess.run([pdfinfo, str(out)], check=True, capture_output=True, text=True).stdout
    pages = int(re.search(r"Pages:\s+(\d+)", info)[1])
    size = [float(x) for x in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups()]
    text = subprocess.run([pdftotext, "-layout", str(out), "-"], check=True, capture_output=True, text=True).stdout
    return pages, size, text.split("\f")[:pages]


with tempfile.TemporaryDirectory() as scratch:
    for name, paper, most in WANTED:
        width, height = PAPER[paper]
        pages, size, texts = printed(name, paper, pathlib.Path(scratch))
        where = f"{name} on {paper}"
        assert abs(size[0] - width) < 1 and abs(size[1] - height) < 1, (where, size)
        assert 1 <= pages <= most, (where, pages)
        headings = HEADINGS[name.split(".")[1]]
        for heading in headings:
            assert any(heading in text for text in texts), (where, heading)
        for number, text in enumerate(texts, 1):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            assert lines[-1].replace(" ", "").endswith(f"{number}/{pages}"), (where, lines[-1])
            assert lines[-1].startswith(headings[0]), (where, "whose page is it?", lines[-1])
            assert len(lines) > 1, (where, "an empty page")
            assert lines[-2] not in headings, (where, "a heading at the foot of a page", lines[-2])
        print(where, pages)
