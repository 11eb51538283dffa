"""Holds the manual page against what the command offers, and to 80 columns."""
import re
import shutil
import unittest

from support import BUILD, SOURCE, VERSION, run

PAGE = SOURCE / "src" / "cli" / "contra.1"


def offered(*command):
    """The options and the commands in a help text."""
    text = run(BUILD / "contra", *command, "--help")
    options = "".join(re.findall(r"^(?:Options|With --\w+):\n((?:  .*\n)+)", text, re.MULTILINE))
    commands = re.search(r"^Subcommands:\n((?:  .*\n)+)", text, re.MULTILINE)
    return set(re.findall(r"^  (?:-\w,)?(--[\w-]+)", options, re.MULTILINE)), re.findall(r"^  (\w+)", commands[1], re.MULTILINE) if commands else []


def sections():
    """The options that each part of the page explains: of all commands under "", else by command."""
    out, name = {"": set()}, ""
    for line in PAGE.read_text().splitlines():
        if line.startswith(".Ss contra "):
            name = line.split()[2]
            out[name] = set()
        elif line.startswith(".Sh "):
            name = ""
        elif line.startswith(".It Fl "):
            out[name].update("-" + word for word in line.split() if word.startswith("-"))
    return out


class Manual(unittest.TestCase):
    def test_explains_every_command_and_option_and_no_other(self):
        page = sections()
        everywhere, commands = offered()
        self.assertEqual(page.pop(""), everywhere)
        self.assertEqual(list(page), commands)
        for command in commands:
            options, _ = offered(command)
            self.assertEqual(page[command], options - everywhere, command)
        synopsis = PAGE.read_text().split(".Sh SYNOPSIS")[1].split(".Sh")[0]
        self.assertEqual(re.findall(r"^\.Cm (\w+)", synopsis, re.MULTILINE), commands)

    def test_is_of_this_version(self):
        self.assertIn(f"\n.Os contra {VERSION}\n", PAGE.read_text())

    def test_keeps_to_80_columns(self):
        for line in PAGE.read_text().splitlines():
            self.assertLessEqual(len(line), 80, line)
        if not shutil.which("groff"):
            self.skipTest("groff is not here to draw it")
        # -ww: every warning; on standard output, where there must be none
        self.assertEqual(run("sh", "-c", 'groff -mdoc -Tutf8 -ww -z "$0" 2>&1', PAGE), "")
        drawn = run("groff", "-mdoc", "-Tutf8", "-P-cbou", "-rLL=78n", PAGE)
        self.assertIn("EXIT STATUS", drawn)
        for line in drawn.splitlines():
            self.assertLessEqual(len(line), 80, line)


if __name__ == "__main__":
    unittest.main(verbosity=2)
