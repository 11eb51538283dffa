"""Looks at what install.py has installed."""
import os
import re
import unittest

from support import BUILD, LIBDIR, MINOR, OTHER_KIND, OWN_KIND, RECORD, SOURCE, VERSION, run, tree


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() or p.is_symlink())


class InstalledTree(unittest.TestCase):
    def test_holds_what_callers_need(self):
        own = files(tree(OWN_KIND))
        headers = ["include/" + f for f in files(SOURCE / "include") if f.endswith((".h", ".hpp"))]
        rules = ["share/contra/rules/" + f for f in files(SOURCE / "rules")]
        package = [f"{LIBDIR}/cmake/contra/contra-config.cmake", f"{LIBDIR}/cmake/contra/contra-config-version.cmake",
                   f"{LIBDIR}/pkgconfig/contra.pc"]
        for name in ["bin/contra", "share/man/man1/contra.1", "share/doc/contra/LICENSE", "share/doc/contra/README.md",
                     *headers, *rules, *package]:
            self.assertTrue(name in own, name)
        self.assertEqual([f for f in own if f.startswith("include/")], headers)
        self.assertIn(f"{LIBDIR}/libcontra.a", files(tree("static")))
        shared = files(tree("shared"))
        for name in ["libcontra.so", f"libcontra.so.{MINOR}", f"libcontra.so.{VERSION}"]:
            self.assertIn(f"{LIBDIR}/{name}", shared)

    def test_tells_nothing_of_where_it_was_built(self):
        if os.environ["CONTRA_BUILD_TYPE"] not in ("Release", "MinSizeRel"):
            self.skipTest("debug information names the source")
        for kind in (OWN_KIND, OTHER_KIND):
            for name in files(tree(kind)):
                content = (tree(kind) / name).read_bytes()
                for folder in (SOURCE, BUILD, tree(kind).parent):
                    self.assertNotIn(os.fsencode(folder), content, name)

    def test_programs_look_for_libraries_where_the_system_does(self):
        for path in (tree(OWN_KIND) / "bin" / "contra", tree("shared") / LIBDIR / "libcontra.so"):
            dynamic = run("readelf", "-dW", path)
            self.assertNotRegex(dynamic, r"\((RPATH|RUNPATH)\)")
        self.assertNotIn("libcontra", run("readelf", "-dW", tree(OWN_KIND) / "bin" / "contra"))
        self.assertIn(f"[libcontra.so.{MINOR}]", run("readelf", "-dW", tree("shared") / LIBDIR / "libcontra.so"))

    def test_the_command_screens_with_the_installed_packs(self):
        contra = tree(OWN_KIND) / "bin" / "contra"
        built_in = run(contra, "screen", RECORD, code=1)
        self.assertIn("WAIT", built_in)
        packs = tree(OWN_KIND) / "share" / "contra" / "rules"
        self.assertEqual(run(contra, "screen", RECORD, "--pack", packs, code=1), built_in)
        run(contra, "check", packs)

    def test_exports_what_is_marked_and_nothing_else(self):
        marked, c_names = set(), set()
        for header in (SOURCE / "include").rglob("*.h*"):
            text = re.sub(r"/\*.*?\*/|//.*?$|^#.*?$", "", header.read_text(), flags=re.DOTALL | re.MULTILINE)
            c_names.update(re.findall(r"CONTRA_C_EXPORT[^;{]*?\b(contra_\w+)\(", text))
            marked.update(re.findall(r"CONTRA_EXPORT [^;{]*?\b(\w+)\(", text))
            marked.update(re.findall(r"(?:class|struct) CONTRA_EXPORT (\w+)", text))
        names = [line.split(maxsplit=2)[2] for line in run("nm", "-DC", "--defined-only", tree("shared") / LIBDIR / "libcontra.so").splitlines()]
        version = f"CONTRA_{MINOR}"
        self.assertIn(version, names)
        found = set()
        for name in names:
            if name == version:
                continue
            bare, _, node = name.rpartition("@@")
            self.assertEqual(node, version, name)
            self.assertNotIn("std::__", bare.split("(")[0])
            bare = re.sub(r"^(vtable|typeinfo|typeinfo name) for ", "", bare)
            own = re.match(r"contra::(\w+)", bare)
            found.add(own[1] if own else bare)
        self.assertEqual(found & c_names, c_names)
        self.assertEqual(found - c_names, marked)


if __name__ == "__main__":
    unittest.main(verbosity=2)
