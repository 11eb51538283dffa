"""The README's part for callers, done as it says: its project and its C program are taken from the page and its shell lines
are run as they stand, with a home in which the library is installed."""
import re
import unittest

from support import LIBDIR, OWN_KIND, SOURCE, fresh, run, tree

README = (SOURCE / "README.md").read_text()


def blocks(title):
    """The fenced blocks under a title, up to the next of its kind, as (language, text)."""
    part = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#+ |\Z)", README, re.MULTILINE | re.DOTALL)[2]
    return re.findall(r"^```(\w*)\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)


class Readme(unittest.TestCase):
    def setUp(self):
        self.home = fresh("readme_" + self._testMethodName)
        (self.home / "contra").symlink_to(tree(OWN_KIND))
        self.folder = self.home / "project"
        self.folder.mkdir()
        self.libraries = {"HOME": str(self.home), "LD_LIBRARY_PATH": str(tree(OWN_KIND) / LIBDIR)}

    def test_a_cmake_project_screens_an_intake(self):
        by_language = {}
        for language, text in blocks("Use it as a library"):
            by_language.setdefault(language, []).append(text)
        (self.folder / "CMakeLists.txt").write_text(by_language["cmake"][0])
        (self.folder / "main.cpp").write_text(by_language["cpp"][0])
        self.assertLessEqual(by_language["cmake"][0].count("\n"), 10)
        install, use = by_language["sh"]
        self.assertIn("cmake --install build/release --prefix ~/contra", install)  # what install.py has done
        page = run("sh", "-ec", use, cwd=self.folder, env=self.libraries)
        self.assertIn("WAIT recommended until Thursday 19 March 2026", page)
        # What cannot be read gives a diagnostic, and neither a decision nor a crash.
        self.assertIn("error", run(self.folder / "build" / "front_desk", stdin="{", env=self.libraries))

    def test_a_c_program_by_pkg_config(self):
        (language, program), (_, shell) = blocks("C")
        self.assertEqual(language, "c")
        (self.folder / "main.c").write_text(program)
        self.assertEqual(run("sh", "-ec", shell.replace("/lib/", f"/{LIBDIR}/"), cwd=self.folder, env=self.libraries), "WAIT\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
