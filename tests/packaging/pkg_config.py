"""Programs that a compiler and pkg-config build, with either kind of library, in C++ and in C."""
import unittest

from support import CC, CONSUMERS, CXX, LIBDIR, RECORD, VERSION, fresh, run, tree


class PkgConfig(unittest.TestCase):
    def build_and_run(self, kind, *how):
        folder = fresh(f"pkg_config_{kind}")
        lib = tree(kind) / LIBDIR
        env = {"PKG_CONFIG_PATH": str(lib / "pkgconfig")}
        self.assertEqual(run("pkg-config", "--modversion", "contra", env=env).strip(), VERSION)
        flags = run("pkg-config", *how, "--cflags", "--libs", "contra", env=env).split()
        run(CXX, "-std=c++17", CONSUMERS / "screen.cpp", "-o", folder / "screen_cpp", *flags)
        run(CC, "-std=c99", CONSUMERS / "screen.c", "-o", folder / "screen_c", *flags)
        for program in ("screen_cpp", "screen_c"):
            self.assertIn("WAIT", run(folder / program, RECORD, env={"LD_LIBRARY_PATH": str(lib)}), program)
        return flags

    def test_static(self):
        self.build_and_run("static", "--static")
        self.build_and_run("static")  # there is no other library that --static could be left out for

    def test_shared(self):
        flags = self.build_and_run("shared")
        self.assertEqual([f for f in flags if f.startswith("-l")], ["-lcontra"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
