"""Runs one Lua script in a headless Neovim that is a client of the built command.

Arguments: the command, Neovim (or nothing when there is none), the script, the source folder. Each run has a folder of
its own with a copy of the rules, and HOME and every XDG folder in it. Exit code 77: there is no Neovim.
"""

import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77


def main():
    command, neovim, script, source = sys.argv[1:5]
    if not neovim or neovim.endswith("NOTFOUND"):
        print("Neovim is not here")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="contra-neovim-") as folder:
        work = os.path.join(folder, "work")
        shutil.copytree(os.path.join(source, "rules"), os.path.join(work, "rules"))
        os.mkdir(os.path.join(work, ".git"))  # what the client takes for the root
        editor = os.path.join(source, "src", "lsp", "editors", "nvim")
        init = os.path.join(folder, "init.vim")
        with open(init, "w", encoding="utf-8") as out:
            out.write(f"set runtimepath^={editor}\nset nomore\nfiletype plugin on\nsyntax on\n")
            out.write(f"let g:contra_cmd = ['{command}', 'lsp']\n")
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": folder,
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "CONTRA_TEST_WORK": work,
            "CONTRA_TEST_HELPER": os.path.join(os.path.dirname(os.path.abspath(script)), "helper.lua"),
            "CONTRA_TEST_SOURCE": source,
        }
        for kind in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
            path = os.path.join(folder, "xdg", kind.lower())
            os.makedirs(path, mode=0o700)
            environment[f"XDG_{kind}_{'DIR' if kind == 'RUNTIME' else 'HOME'}"] = path
        run = subprocess.run(
            [neovim, "--headless", "-u", init, "-i", "NONE", "-n", "-c", f"luafile {script}", "-c", "cquit 3"],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=100,
            check=False,
        )
        sys.stdout.write(run.stdout.decode("utf-8", "replace").replace("\r", "\n"))
        print()
        log = os.path.join(folder, "xdg", "cache", "nvim", "lsp.log")
        if run.returncode != 0 and os.path.exists(log):
            with open(log, encoding="utf-8", errors="replace") as lines:
                sys.stdout.write(lines.read()[-4000:])
        return run.returncode


if __name__ == "__main__":
    sys.exit(main())
