# Parses every page with other implementations than the tests' own: pages.py FOLDER SOURCE
import html.parser
import pathlib
import shutil
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
VOID = {"meta", "br", "hr"}


class Balance(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.faults = [], set(), []

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.faults.append(f"an attribute twice in <{tag}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


seen = 0
for path in sorted(folder.glob("*.html")):
    text = path.read_text(encoding="utf-8")
    page = Balance()
    page.feed(text)
    page.close()
    assert not page.faults and not page.open, (path.name, page.faults, page.open)
    assert not page.seen & {"script", "img", "link", "iframe", "object", "a", "form", "b"}, (path.name, page.seen)
    seen += 1
    if shutil.which("xmllint"):
        # HTML 4 does not know the elements of HTML 5; whatever else it says is a fault.
        run = subprocess.run(["xmllint", "--html", "--noout", str(path)], capture_output=True, text=True, errors="replace")
        faults = [line for line in run.stderr.splitlines() if "error :" in line and "Tag " not in line]
        assert not faults, (path.name, faults)
assert seen >= 56, seen
print(seen, "pages")
