"""Makes the pages of the C++ and C headers; a warning is an error."""
import os
import unittest

from support import SOURCE, fresh, run


class ApiPages(unittest.TestCase):
    def test_without_a_warning(self):
        pages = fresh("api_pages")
        settings = (SOURCE / "include" / "Doxyfile").read_text() + f'\nOUTPUT_DIRECTORY = "{pages}"\n'
        run(os.environ["CONTRA_DOXYGEN"], "-", cwd=SOURCE, stdin=settings)
        self.assertTrue((pages / "api" / "index.html").exists())
        self.assertIn("Decision", (pages / "api" / "annotated.html").read_text())


if __name__ == "__main__":
    unittest.main(verbosity=2)
