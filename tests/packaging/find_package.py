"""CMake projects that say find_package(contra), with either kind of library, in C++ and in C."""
import unittest

from support import CMAKE, CONSUMERS, LIBDIR, OTHER_KIND, OWN_KIND, RECORD, VERSION, configure, fresh, run, tree


class FindPackage(unittest.TestCase):
    def build_and_run(self, kind):
        build = fresh(f"find_package_{kind}")
        configure(CONSUMERS / "find_package", build, f"-DCMAKE_PREFIX_PATH={tree(kind)}", f"-DWANTED={VERSION}")
        run(CMAKE, "--build", build)
        for program in ("screen_cpp", "screen_c"):
            self.assertIn("WAIT", run(build / program, RECORD), program)
        return build

    def test_static(self):
        build = self.build_and_run("static")
        self.assertNotIn("libcontra", run("readelf", "-dW", build / "screen_cpp"))

    def test_shared(self):
        build = self.build_and_run("shared")
        needed = run("readelf", "-dW", build / "screen_c")
        self.assertIn("libcontra.so", needed)
        for library in ("sodium", "utf8proc", "simdjson"):
            self.assertNotIn(library, needed)

    def test_versions(self):
        """0.MINOR is what a program was written for: another minor version is refused."""
        major, minor, _ = VERSION.split(".")
        for wanted, code in ((f"{major}.{minor}", 0), (f"{major}.{int(minor) + 1}", 1), (f"{int(major) + 1}.0", 1)):
            build = fresh("find_package_versions")
            run(CMAKE, "-S", CONSUMERS / "version", "-B", build, "-G", "Ninja", f"-DWANTED={wanted}",
                f"-DCMAKE_PREFIX_PATH={tree(OWN_KIND)}", code=code)


if __name__ == "__main__":
    unittest.main(verbosity=2)
