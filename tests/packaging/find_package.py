"""CMake projects that say find_package(contra), with either kind of library, in C++ and in C."""
import unittest

from support import CMAKE, CONSUMERS, MINOR, OWN_KIND, RECORD, SOURCE, VERSION, configure, fresh, run, tree


class FindPackage(unittest.TestCase):
    def build_and_run(self, kind):
        out = []
        for project, program in (("find_package", "screen_cpp"), ("find_package_c", "screen_c")):
            build = fresh(f"{project}_{kind}")
            configure(CONSUMERS / project, build, f"-DCMAKE_PREFIX_PATH={tree(kind)}", f"-DWANTED={VERSION}")
            run(CMAKE, "--build", build)
            self.assertEqual(run(build / program, RECORD), "WAIT\n", program)
            out.append(run("readelf", "-dW", build / program))
        return out

    def test_static(self):
        for needed in self.build_and_run("static"):
            self.assertNotIn("libcontra", needed)

    def test_shared(self):
        for needed in self.build_and_run("shared"):
            self.assertIn(f"[libcontra.so.{MINOR}]", needed)
            for library in ("sodium", "utf8proc", "simdjson"):
                self.assertNotIn(library, needed)

    def test_the_sample_for_callers(self):
        build = fresh("find_package_sample")
        configure(SOURCE / "samples" / "embed", build, f"-DCMAKE_PREFIX_PATH={tree(OWN_KIND)}")
        run(CMAKE, "--build", build)
        for program in ("screen_c", "screen_cpp"):
            self.assertIn("WAIT", run(build / program, RECORD, code=1), program)

    def test_versions(self):
        """0.MINOR is what a program was written for: another minor version is refused."""
        major, minor, _ = VERSION.split(".")
        for wanted, code in ((f"{major}.{minor}", 0), (f"{major}.{int(minor) + 1}", 1), (f"{int(major) + 1}.0", 1)):
            build = fresh("find_package_versions")
            run(CMAKE, "-S", CONSUMERS / "version", "-B", build, "-G", "Ninja", f"-DWANTED={wanted}",
                f"-DCMAKE_PREFIX_PATH={tree(OWN_KIND)}", code=code)


if __name__ == "__main__":
    unittest.main(verbosity=2)
