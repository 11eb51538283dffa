"""Installs both kinds of library, each into a tree of its own; the tests of installed trees stand on this."""
import shutil

from support import BUILD, CMAKE, OTHER_KIND, OWN_KIND, WORK, fresh, run, tree

fresh("installed")
STAGE = WORK / "installed" / "stage"
for kind, component in ((OWN_KIND, []), (OTHER_KIND, ["--component", "other_kind"])):
    run(CMAKE, "--install", BUILD, "--prefix", STAGE, *component)
    shutil.move(STAGE, tree(kind))  # nothing may remember where it was installed to
