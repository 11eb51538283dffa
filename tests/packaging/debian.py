"""Makes the Debian packages, unpacks them and looks inside."""
import gzip
import os
import re
import unittest

from support import BUILD, CONSUMERS, CXX, OWN_KIND, RECORD, SOURCE, VERSION, fresh, run


def fields(deb):
    return dict(line.split(": ", 1) for line in run("dpkg-deb", "-f", deb).splitlines() if line and line[0] != " ")


class Debian(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made, cls.root = fresh("debian"), fresh("debian_root")
        # SOURCE_DATE_EPOCH: the same input gives the same packages.
        run(os.environ["CONTRA_CPACK"], "--config", BUILD / "CPackConfig.cmake", "-G", "DEB", "-B", made, env={"SOURCE_DATE_EPOCH": "1764000000"})
        cls.debs = {deb.name.split("_")[0]: deb for deb in made.glob("*.deb")}
        for deb in cls.debs.values():
            run("dpkg-deb", "-x", deb, cls.root)

    def test_packages(self):
        library = [] if OWN_KIND == "static" else ["libcontra" + ".".join(VERSION.split(".")[:2])]
        self.assertEqual(sorted(self.debs), sorted(["contra", "libcontra-dev", *library]))
        architecture = run("dpkg", "--print-architecture").strip()
        for name, deb in self.debs.items():
            of = fields(deb)
            self.assertEqual((of["Package"], of["Version"], of["Architecture"]), (name, f"{VERSION}-1", architecture))
            self.assertEqual(deb.name, f"{name}_{VERSION}-1_{architecture}.deb")
            for field in ("Maintainer", "Description", "Section", "Installed-Size"):
                self.assertTrue(of[field], field)
            self.assertRegex(of["Description"], r"^contraindication checks")
            run("sh", "-c", 'dpkg-deb -c "$0" | grep -v " root/root "', deb, code=1)  # all belongs to root
            run("sh", "-c", 'dpkg-deb -c "$0" | grep "^[^l]..\\(.w\\|....w\\)"', deb, code=1)  # only root may write

    def test_depends(self):
        if not re.search("^Depends", run("dpkg-deb", "-f", self.debs["contra"]), re.MULTILINE):
            self.skipTest("dpkg-shlibdeps is not here")
        depends = fields(self.debs["contra"])["Depends"]
        for library in ("libc6 (>= ", "libstdc++6 (>= ", "libsodium23 (>= ", "libutf8proc2 (>= ", "libspdlog"):
            self.assertIn(library, depends)
        self.assertIn("libsodium-dev" if OWN_KIND == "static" else "libcontra", fields(self.debs["libcontra-dev"])["Depends"])

    def test_the_command_runs_from_the_unpacked_package(self):
        contra = self.root / "usr" / "bin" / "contra"
        self.assertIn(VERSION, run(contra, "--version"))
        packs = self.root / "usr" / "share" / "contra" / "rules"
        self.assertIn("WAIT", run(contra, "screen", RECORD, "--pack", packs, code=1))
        examples = self.root / "usr" / "share" / "doc" / "contra" / "examples"
        self.assertIn("WAIT", run(contra, "screen", examples / "intakes" / RECORD.name, code=1))
        self.assertNotIn(".symtab", run("readelf", "-SW", contra))

    def test_manual_changelog_and_copyright(self):
        share = self.root / "usr" / "share"
        page = (share / "man" / "man1" / "contra.1.gz").read_bytes()
        self.assertEqual(page[4:8], bytes(4))  # no time in the header
        self.assertEqual(gzip.decompress(page), (SOURCE / "src" / "cli" / "contra.1").read_bytes())
        for package in self.debs:
            doc = share / "doc" / package
            self.assertIn("License: Apache-2.0", (doc / "copyright").read_text())
            newest = gzip.decompress((doc / "changelog.Debian.gz").read_bytes()).decode().splitlines()
            self.assertTrue(newest[0].startswith(f"contra ({VERSION}-1) "), newest[0])
            self.assertRegex(newest[-1], r"^ -- .+ <.+>  \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$")
            self.assertEqual(gzip.decompress((doc / "changelog.gz").read_bytes()), (SOURCE / "CHANGELOG.md").read_bytes())

    def test_a_program_is_built_with_the_unpacked_package(self):
        config = next((self.root / "usr").rglob("contra.pc"))
        folder = fresh("debian_caller")
        flags = run("pkg-config", "--static", "--cflags", "--libs", "contra", env={"PKG_CONFIG_PATH": str(config.parent)}).split()
        run(CXX, "-std=c++17", CONSUMERS / "screen.cpp", "-o", folder / "screen", *flags)
        self.assertIn("WAIT", run(folder / "screen", RECORD, env={"LD_LIBRARY_PATH": str(config.parent.parent)}))


if __name__ == "__main__":
    unittest.main(verbosity=2)
