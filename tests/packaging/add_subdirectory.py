"""A CMake project that has contra in a folder of its own. It compiles the library once more, in little time where ccache
has seen the same files."""
import os
import shutil
import unittest

from support import BUILD, CMAKE, CONSUMERS, RECORD, SOURCE, configure, fresh, run

# Beside the build folder and not in it, so that the paths from here to the source are the same: with a base_dir, ccache
# knows files by these.
FOLDER = BUILD.with_name(BUILD.name + "-under-another")


class AddSubdirectory(unittest.TestCase):
    def setUp(self):
        shutil.rmtree(FOLDER, ignore_errors=True)
        self.addCleanup(shutil.rmtree, FOLDER, ignore_errors=True)

    def test_library_and_nothing_else(self):
        build = FOLDER
        # The parent looks at what reached it (CMakeLists.txt there). Warnings as errors only so that the compiler is
        # called as it was before.
        configure(CONSUMERS / "add_subdirectory", build, f"-DCONTRA_FOLDER={SOURCE}", "-DCONTRA_WERROR=ON",
                  f"-DCMAKE_CXX_COMPILER_LAUNCHER={os.environ['CONTRA_LAUNCHER']}")
        run(CMAKE, "--build", build)
        self.assertIn("WAIT", run(build / "screen_cpp", RECORD))
        made = [path.name for path in build.rglob("*") if path.is_file()]
        self.assertNotIn("contra", made)  # no command
        self.assertNotIn("libcontra_internal.a", made)
        self.assertFalse([name for name in made if name.startswith("test_")])
        installed = fresh("add_subdirectory_installed")
        run(CMAKE, "--install", build, "--prefix", installed)
        self.assertEqual([path for path in installed.rglob("*") if path.is_file()], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
