"""Speaks JSON-RPC to the built command: framing, errors, life, encodings, texts that change, many files.

Arguments: the command, the source folder, then those of unittest.
"""

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from client import Client, Gone, uri  # noqa: E402

COMMAND, SOURCE = sys.argv[1:3]
RULES = os.path.join(SOURCE, "rules")

PACK = """pack demo 1.0.0 "A small pack"
  use skin 1
  depth one of superficial, medium, deep in order

source house "House rule" house

check demo_retinoid "Retinoid"
  wait 5 days after last retinoid in treated area, better 7 days
  because "It thins the skin"
  cite house

check demo_fever "Fever"
  wait while fever is yes, until "well again"
  because "A visit is better moved"
  cite house
"""


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


class Server(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="contra-lsp-")
        self.addCleanup(self.folder.cleanup)
        self.root = os.path.realpath(self.folder.name)
        self.client = Client(COMMAND)
        self.addCleanup(self.kill)

    def kill(self):
        process = self.client.process
        if process.poll() is None:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()

    def write(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        return path

    def opened(self, text, name="demo.contra", **start):
        """A server with one open file; its address."""
        path = self.write(name, text)
        self.client.start(self.root, **start)
        self.client.open(uri(path), text)
        return uri(path)


class Framing(Server):
    def test_bytes_one_by_one_and_several_messages_at_once(self):
        for byte in Client.framed({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}):
            self.client.write(bytes([byte]))
        self.assertIn("capabilities", self.client.answer(1)["result"])
        many = b"".join(
            Client.framed({"jsonrpc": "2.0", "id": n, "method": "workspace/symbol", "params": {"query": ""}})
            for n in range(2, 30)
        )
        self.client.write(many)
        for number in range(2, 30):
            self.assertEqual(self.client.answer(number)["result"], [])
        self.assertEqual(self.client.stop(), 0)

    def test_header_fields(self):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}).encode()
        self.client.write(
            b"content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:%d\n\n" % len(body) + body
        )
        self.assertIn("result", self.client.answer(1))

    def test_garbage_is_told_once_and_passed_over(self):
        self.client.start()
        for garbage in (
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            b"\x00\xff\xfe garbage without an end of line" * 3,
            b"Content-Length: -5\r\n\r\n",
            b"Content-Length: 99999999999999999999\r\n\r\n",
            b"Content-Length: 12x\r\n\r\n",
            b"Content-Type: only\r\n\r\n",
            b"x" * 70000 + b"\r\n\r\n",
            b"x" * 70000,
        ):
            self.client.write(garbage)
            self.client.count += 1
            self.client.send({"jsonrpc": "2.0", "id": self.client.count, "method": "workspace/symbol", "params": {}})
            fault = self.client.receive()
            self.assertEqual((fault["id"], fault["error"]["code"]), (None, -32600), garbage[:30])
            answer = self.client.receive()
            self.assertEqual((answer.get("id"), answer.get("result")), (self.client.count, []), garbage[:30])
        self.assertEqual(self.client.stop(), 0)

    def test_empty_lines_between_messages(self):
        self.client.start()
        self.client.write(b"\r\n\r\n")
        self.assertEqual(self.client.result("workspace/symbol", {"query": ""}), [])

    def test_a_message_that_is_too_large(self):
        self.client.start()
        size = (32 << 20) + 1
        self.client.write(b"Content-Length: %d\r\n\r\n" % size)
        for _ in range(32):
            self.client.write(b" " * (1 << 20))
        self.client.write(b" ")
        fault = self.client.receive()
        self.assertEqual(fault["error"]["code"], -32600)
        self.assertIn("limit", fault["error"]["message"])
        self.assertEqual(self.client.stop(), 0)

    def test_a_message_as_large_as_allowed(self):
        self.client.start()
        body = json.dumps({"jsonrpc": "2.0", "id": 77, "method": "workspace/symbol", "params": {"query": ""}}).encode()
        self.client.send(body + b" " * ((32 << 20) - len(body)))
        self.assertEqual(self.client.answer(77)["result"], [])


class JsonRpc(Server):
    def fault_of(self, body):
        self.client.send(body)
        return self.client.receive()["error"]["code"]

    def test_what_is_no_message(self):
        self.client.start()
        for body, code in (
            (b"{", -32700),
            (b"", -32700),
            (b"\xff\xfe{}", -32700),
            (b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', -32700),
            (b"[]", -32600),
            (b"17", -32600),
            (b"{}", -32600),
            (b'{"id":{},"method":"shutdown"}', -32600),
            (b'{"id":1,"method":7}', -32600),
            (b'{"jsonrpc":"2.0","id":5,"method":"no/such"}', -32601),
            (b'{"jsonrpc":"2.0","id":5,"method":"textDocument/hover"}', -32602),
            (b'{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":[1]}', -32602),
            (b'{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{"textDocument":{"uri":3}}}', -32602),
            (b'{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":{"textDocument":{"uri":"x"}}}', -32602),
            (b'{"jsonrpc":"2.0","id":5,"method":"workspace/executeCommand","params":{"command":"rm"}}', -32602),
        ):
            self.assertEqual(self.fault_of(body), code, body)
        self.assertEqual(self.client.stop(), 0)

    def test_a_deep_nest(self):
        self.client.start()
        self.assertEqual(self.fault_of(b"[" * 2_000_000), -32700)
        self.assertEqual(self.fault_of(b"[" * 500_000 + b"]" * 500_000), -32600)
        self.assertEqual(self.client.stop(), 0)

    def test_notifications_are_never_answered(self):
        self.client.start()
        self.client.notify("$/setTrace", {"value": "off"})
        self.client.notify("no/such", {"x": 1})
        self.client.notify("textDocument/didChange", {"textDocument": {"uri": "file:///not/open"}})
        self.client.notify("textDocument/didOpen", {"textDocument": 7})
        self.client.notify("textDocument/didClose", {})
        self.assertEqual(self.client.result("workspace/symbol", {"query": ""}), [])
        self.assertEqual({m["method"] for m in self.client.told} - {"client/registerCapability"}, {"window/logMessage"})

    def test_answers_of_the_client_are_taken(self):
        self.client.start(capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
        asked = self.client.receive()
        self.assertEqual(asked["method"], "client/registerCapability")
        self.assertEqual(asked["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"], "**/*.contra")
        self.client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
        self.assertEqual(self.client.stop(), 0)

    def test_cancel(self):
        address = self.opened(PACK)
        hover = {"textDocument": {"uri": address}, "position": {"line": 6, "character": 8}}
        burst = [{"jsonrpc": "2.0", "id": 1000 + n, "method": "textDocument/hover", "params": hover} for n in range(50)]
        burst.append({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1049}})
        self.client.write(b"".join(map(Client.framed, burst)))
        answers = [self.client.answer(1000 + n) for n in range(50)]
        self.assertEqual(answers[-1]["error"]["code"], -32800)
        self.assertTrue(all("result" in a for a in answers[:-1]))
        # What was answered long ago cannot be cancelled, and the number may be used again.
        self.client.notify("$/cancelRequest", {"id": 1000})
        self.client.send({**burst[0]})
        self.assertIn("result", self.client.answer(1000))


class Life(Server):
    def test_before_initialize(self):
        self.assertEqual(self.client.error("textDocument/hover")["code"], -32002)
        self.assertEqual(self.client.error("shutdown")["code"], -32002)
        self.client.open("file:///x.contra", PACK)
        self.client.start()
        self.assertEqual(self.client.error("initialize", {"capabilities": {}})["code"], -32600)

    def test_shutdown_and_exit(self):
        self.client.start()
        self.assertIsNone(self.client.result("shutdown"))
        self.assertEqual(self.client.error("workspace/symbol", {"query": ""})["code"], -32600)
        self.client.notify("exit")
        self.assertEqual(self.client.end(), 0)
        self.assertEqual(self.client.complaints, b"")

    def test_exit_without_shutdown(self):
        self.client.start()
        self.client.notify("exit")
        self.assertEqual(self.client.end(), 1)

    def test_the_client_goes_away(self):
        self.client.start()
        self.client.process.stdin.close()
        self.assertEqual(self.client.process.wait(20), 1)
        with self.assertRaises(Gone):
            self.client.receive()

    def test_half_a_message_and_away(self):
        self.client.start()
        self.client.write(b"Content-Length: 500\r\n\r\n{")
        self.client.process.stdin.close()
        self.assertEqual(self.client.process.wait(20), 1)


ODD = '  because "👩🏽 caf\u00e9 e\u0301" '  # an emoji of two characters, an accent, a combining accent


class Places(Server):
    UNITS = {"utf-8": lambda t: len(t.encode()), "utf-16": lambda t: len(t.encode("utf-16-le")) // 2, "utf-32": len}

    def check(self, encodings, chosen):
        text = PACK.replace('  because "A visit is better moved"\n  cite house', ODD + "cite hous")
        path = self.write("demo.contra", text)
        result = self.client.start(self.root, encodings=encodings)
        self.assertEqual(result["capabilities"]["positionEncoding"], chosen)
        self.client.open(uri(path), text)
        units = self.UNITS[chosen]
        (fault,) = self.client.diagnostics(uri(path), 1)
        line = text[: text.index(ODD)].count("\n")
        begin, end = units(ODD + "cite "), units(ODD + "cite hous")
        self.assertEqual(fault["range"], {"start": {"line": line, "character": begin}, "end": {"line": line, "character": end}})
        # An edit behind the odd characters, and one in the middle of them.
        self.client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri(path), "version": 2},
                "contentChanges": [
                    {"range": {"start": {"line": line, "character": end}, "end": {"line": line, "character": end}}, "text": "e"},
                    {
                        "range": {
                            "start": {"line": line, "character": units('  because "')},
                            "end": {"line": line, "character": units('  because "👩🏽')},
                        },
                        "text": "\U0001f9d4",
                    },
                ],
            },
        )
        self.assertEqual(self.client.diagnostics(uri(path), 2), [])
        now = self.client.result("contra/text", {"textDocument": {"uri": uri(path)}})
        self.assertEqual(now["text"], text.replace("cite hous\n", "cite house\n").replace("👩🏽", "\U0001f9d4"))
        self.assertEqual(now["version"], 2)

    def test_utf_16_by_default(self):
        self.check(None, "utf-16")

    def test_utf_8(self):
        self.check(["utf-8", "utf-16"], "utf-8")

    def test_utf_32(self):
        self.check(["utf-32"], "utf-32")

    def test_the_order_is_the_clients_wish(self):
        self.check(["utf-16", "utf-8"], "utf-16")

    def test_encodings_that_nobody_knows(self):
        self.check(["utf-7"], "utf-16")

    def test_line_ends_and_places_outside(self):
        text = "part of demo\r\n# a\r# b\n# 😀"
        address = self.opened(text)
        text = text.encode("utf-16-le").decode("utf-16-le")
        for begin, end, new, wanted in (
            ((1, 3), (1, 99), "!", "part of demo\r\n# a!\r# b\n# 😀"),
            ((3, 3), (3, 4), "", "part of demo\r\n# a!\r# b\n# "),  # from the middle of a character: its beginning
            ((9, 9), (9, 9), "\nend", "part of demo\r\n# a!\r# b\n# \nend"),
            ((0, 4), (0, 4), "\u00e9", "part\u00e9 of demo\r\n# a!\r# b\n# \nend"),
        ):
            self.change(address, begin, end, new)
            self.assertEqual(self.client.result("contra/text", {"textDocument": {"uri": address}})["text"], wanted)

    def change(self, address, begin, end, new):
        place = lambda p: {"line": p[0], "character": p[1]}  # noqa: E731
        self.client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": address, "version": 2},
                "contentChanges": [{"range": {"start": place(begin), "end": place(end)}, "text": new}],
            },
        )

    def test_a_broken_change_changes_nothing(self):
        address = self.opened(PACK)
        at = {"line": 0, "character": 0}
        self.client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": address, "version": 2},
                "contentChanges": [{"range": {"start": at, "end": at}, "text": "x"}, {"range": 7, "text": "y"}],
            },
        )
        self.assertEqual(self.client.result("contra/text", {"textDocument": {"uri": address}}), {"text": PACK, "version": 1})


class Files(Server):
    def test_labels_help_and_severity(self):
        address = self.opened(PACK + '\ncheck demo_fever "Again"\n  wait while fever is yes, until "well"\n  because "x"\n  cite house\n')
        (fault,) = self.client.diagnostics(address, 1)
        self.assertEqual((fault["code"], fault["severity"], fault["source"]), ("C0202", 1, "contra"))
        (related,) = fault["relatedInformation"]
        self.assertEqual(related["location"]["uri"], address)
        self.assertEqual(related["location"]["range"]["start"], {"line": 11, "character": 6})
        warning = PACK.replace('source house "House rule" house', 'source house "House rule" house\nsource idle "Idle" house')
        self.client.notify(
            "textDocument/didChange", {"textDocument": {"uri": address, "version": 2}, "contentChanges": [{"text": warning}]}
        )
        (fault,) = self.client.diagnostics(address, 2)
        self.assertEqual((fault["code"], fault["severity"]), ("C0208", 2))

    def test_open_texts_lie_over_files_and_the_rest_is_read(self):
        self.write("demo.contra", PACK)
        other = self.write("more.contra", "part of demo\n\nsource more \"More\" house\n")
        self.client.start(self.root)
        # On disk nothing cites `more`; in the editor something does.
        text = PACK.replace("cite house", "cite more", 1)
        address = uri(os.path.join(self.root, "demo.contra"))
        self.client.open(address, text)
        self.assertEqual(self.client.diagnostics(address, 1), [])
        # It is closed without being saved: what is on disk counts again, and the fault is in the other file.
        self.client.open(uri(other), read(other))
        self.assertEqual(self.client.diagnostics(uri(other), 1), [])
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": address}})
        (fault,) = self.client.diagnostics(uri(other), 1)
        self.assertEqual(fault["code"], "C0208")

    def test_changes_on_disk(self):
        more = self.write("more.contra", 'part of demo\n\nsource more "More" house\n')
        address = self.opened(PACK.replace("cite house", "cite more", 1))
        self.assertEqual(self.client.diagnostics(address, 1), [])
        os.remove(more)
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri(more), "type": 3}]})
        (fault,) = self.client.diagnostics(address, 1)
        self.assertEqual(fault["code"], "C0209")
        self.write("again.contra", 'part of demo\n\nsource more "More" house\n')
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": []})
        self.assertEqual(self.client.diagnostics(address, 1), [])

    def test_faults_of_a_closed_set_are_taken_back(self):
        address = self.opened(PACK.replace("cite house", "cite hous", 1))
        self.assertEqual(len(self.client.diagnostics(address, 1)), 1)
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": address}})
        self.assertEqual(self.client.diagnostics(address), [])

    def test_two_packs_of_one_name_are_kept_apart(self):
        one, two = self.write("one/demo.contra", PACK), self.write("two/demo.contra", PACK.replace("retinoid", "retinol"))
        self.client.start(self.root)
        for path in (one, two):
            self.client.open(uri(path), read(path))
        for path in (one, two):
            self.assertEqual(self.client.diagnostics(uri(path), 1), [])

    def test_a_text_without_a_file(self):
        self.client.start()
        self.client.open("untitled:Untitled-1", PACK.replace("cite house", "cite hous", 1))
        (fault,) = self.client.diagnostics("untitled:Untitled-1", 1)
        self.assertEqual(fault["code"], "C0209")

    def test_odd_paths(self):
        name = "p\u00e4ck #1 100%/d\u00e9mo \U0001f600.contra"
        path = self.write(name, PACK)
        self.write("p\u00e4ck #1 100%/more.contra", "part of demo\n\nsource mor \"More\" house\n")
        self.client.start(self.root)
        quoted = "file://" + "".join(
            chr(b) if chr(b).isalnum() and b < 128 or chr(b) in "/-._~" else "%%%02x" % b for b in path.encode()
        )
        self.client.open(quoted, PACK)
        self.assertEqual(self.client.diagnostics(quoted, 1), [])
        place = {"textDocument": {"uri": quoted}, "position": {"line": 4, "character": 8}}
        found = self.client.result("textDocument/references", {**place, "context": {"includeDeclaration": True}})
        self.assertEqual({f["uri"] for f in found}, {quoted})

    def test_folders_that_come_and_go(self):
        self.write("rules/demo.contra", PACK)
        part = self.write("rules/deep/part.contra", 'part of demo\n\nsource more "More" house\n')
        self.client.start()
        self.client.open(uri(part), read(part))
        # Alone the file is a part of nothing.
        (fault,) = self.client.diagnostics(uri(part), 1)
        self.assertEqual(fault["code"], "C0602")
        self.client.notify(
            "workspace/didChangeWorkspaceFolders",
            {"event": {"added": [{"uri": uri(self.root), "name": "x"}], "removed": []}},
        )
        (fault,) = self.client.diagnostics(uri(part), 1)
        self.assertEqual(fault["code"], "C0208")
        self.client.notify(
            "workspace/didChangeWorkspaceFolders",
            {"event": {"added": [], "removed": [{"uri": uri(self.root), "name": "x"}]}},
        )
        (fault,) = self.client.diagnostics(uri(part), 1)
        self.assertEqual(fault["code"], "C0602")


class Rename(Server):
    """Each kind of name, renamed in the shipped rules: they say the same afterwards."""

    NAMES = {
        "term": "term retinoid ",
        "question": "ask pregnant ",
        "list": "list products ",
        "area": "area cheeks ",
        "role": "role prescriber ",
        "source": "source house ",
        "check": "check topical_retinoid ",
        "example": "example ",
    }

    def run_command(self, *arguments):
        run = subprocess.run([COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return run.returncode, run.stdout.decode()

    def test_every_kind(self):
        self.client.start(self.root)
        texts = {}
        for folder, _, names in os.walk(RULES):
            for name in names:
                if name.endswith(".contra"):
                    path = os.path.join(folder, name)
                    texts[self.write(os.path.relpath(path, RULES), read(path))] = read(path)
        before = self.run_command("check", self.root)
        self.assertEqual(before[0], 0, before)
        for kind, text in self.NAMES.items():
            path, whole = next((p, t) for p, t in sorted(texts.items()) if "\n" + text in t)
            at = whole.index("\n" + text) + 1
            ahead = text.index(" ") + 1
            self.client.open(uri(path), whole)
            place = {"line": whole.count("\n", 0, at), "character": ahead + 1}
            given = {"textDocument": {"uri": uri(path)}, "position": place}
            prepared = self.client.result("textDocument/prepareRename", given)
            self.assertEqual(prepared["range"]["start"]["character"], ahead)
            edit = self.client.result("textDocument/rename", {**given, "newName": "another_" + kind})
            for changed, edits in edit["changes"].items():
                file = changed[len("file://") :]
                texts[file] = self.applied(texts[file], edits)
                self.write(file, texts[file])
            self.client.notify("textDocument/didClose", {"textDocument": {"uri": uri(path)}})
            self.assertIn("another_" + kind, texts[path])
            self.assertEqual(self.run_command("check", self.root), before, kind)
        code, said = self.run_command("test", self.root)
        self.assertEqual(code, 0, said)

    @staticmethod
    def applied(text, edits):
        lines = text.split("\n")
        for edit in sorted(edits, key=lambda e: (e["range"]["start"]["line"], -e["range"]["start"]["character"])):
            start, end = edit["range"]["start"], edit["range"]["end"]
            assert start["line"] == end["line"]
            line = lines[start["line"]].encode("utf-16-le")
            line = line[: 2 * start["character"]] + edit["newText"].encode("utf-16-le") + line[2 * end["character"] :]
            lines[start["line"]] = line.decode("utf-16-le")
        return "\n".join(lines)

    def test_a_fault_that_no_rule_foresees(self):
        # `differin` is another name of adapalene: two terms would be known by it.
        for name in ("areas", "health", "medicines", "procedures", "products", "skin"):
            self.write(name + ".contra", read(os.path.join(RULES, "skin", name + ".contra")))
        vocabulary = os.path.join(self.root, "products.contra")
        self.client.start(self.root)
        whole = read(vocabulary)
        self.client.open(uri(vocabulary), whole)
        line = whole.count("\n", 0, whole.index("\nterm retinoid ") + 1)
        given = {"textDocument": {"uri": uri(vocabulary)}, "position": {"line": line, "character": 6}}
        self.assertIn("changes", self.client.result("textDocument/rename", {**given, "newName": "any_retinoid"}))
        fault = self.client.error("textDocument/rename", {**given, "newName": "differin"})
        self.assertIn("would be at fault", fault["message"])

    def test_names_that_are_no_rule_names(self):
        address = self.opened(PACK)
        for line, character, why in (
            (0, 6, "cannot be renamed"),  # a pack: records and policies elsewhere know it
            (2, 16, "cannot be renamed"),  # an option: records know it
            (7, 28, "built in"),
            (2, 3, "no name"),
        ):
            given = {"textDocument": {"uri": address}, "position": {"line": line, "character": character}}
            self.assertIn(why, self.client.error("textDocument/prepareRename", given)["message"])
            self.assertIn(why, self.client.error("textDocument/rename", {**given, "newName": "x"})["message"])


TESTS = """
check demo_tretinoin "Tretinoin"
  wait 9 days after last tretinoin
  because "It is stronger"
  cite house

check demo_peel "Peel"
  wait after last peel by depth
    superficial 14 days
    medium 42 days
    deep 3 months
  because "The skin has to close"
  cite house

test "hints"
  visit 2026-04-18
  plan demo in face depth medium
  given products: tretinoin last 2026-03-14, adapalene last 2026-03-14, "green cream" last 2026-03-14
  given procedures: peel on 2026-01-31 depth deep, peel on 2026-01, filler on 2026-03-01
  expect wait
"""


class Looking(Server):
    def test_hints_show_the_longest_window(self):
        text = PACK + TESTS
        address = self.opened(text)
        everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        hints = self.client.result("textDocument/inlayHint", {"textDocument": {"uri": address}, "range": everything})
        self.assertEqual([h["label"] for h in hints], ["\u2192 23 March 2026", "\u2192 19 March 2026", "\u2192 1 May 2026"])
        self.assertIn("demo_tretinoin: 9 days after 14 March 2026", hints[0]["tooltip"])
        self.assertIn("without a note from 21 March 2026", hints[1]["tooltip"])
        # Only what is seen.
        line = text[: text.index("given procedures")].count("\n")
        seen = {"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}}
        hints = self.client.result("textDocument/inlayHint", {"textDocument": {"uri": address}, "range": seen})
        self.assertEqual(len(hints), 1)

    def test_hover_over_a_window_and_a_policy(self):
        self.write("demo.contra", PACK)
        policy = (
            'policy "Clinic" on demo 1\n\nsource clinic "Clinic" house\n\n'
            'tighten demo_retinoid: wait 9 days\n  because "Ours"\n  cite clinic\n'
        )
        path = self.write("policy.contra", policy)
        self.client.start(self.root)
        self.client.open(uri(path), policy)
        for character in (10, 31):  # the name, and the `wait 9 days` behind it
            given = {"textDocument": {"uri": uri(path)}, "position": {"line": 4, "character": character}}
            text = self.client.result("textDocument/hover", given)["contents"]["value"]
            self.assertIn("first GO day 19 March 2026", text)
            self.assertIn("first GO day 23 March 2026", text)
        (place,) = self.client.result("textDocument/definition", given | {"position": {"line": 4, "character": 10}})
        self.assertEqual(place["uri"], uri(os.path.join(self.root, "demo.contra")))

    def hover(self, address, text, word, ahead=1):
        at = text.index(word) + ahead
        place = {"line": text.count("\n", 0, at), "character": at - (text.rfind("\n", 0, at) + 1)}
        found = self.client.result("textDocument/hover", {"textDocument": {"uri": address}, "position": place})
        return found["contents"]["value"] if found else None

    def test_hover_over_tests_and_answers(self):
        text = PACK + TESTS
        address = self.opened(text)
        self.assertIn("holds", self.hover(address, text, '"hints"', 2))
        self.assertEqual(self.hover(address, text, "medium 42"), "answer `medium`\n\n- of `depth`: superficial, medium or deep, in order")
        self.assertIsNone(self.hover(address, text, "because"))
        changed = text.replace("  expect wait\n", "  expect go\n")
        self.client.notify(
            "textDocument/didChange", {"textDocument": {"uri": address, "version": 2}, "contentChanges": [{"text": changed}]}
        )
        self.assertIn("fails", self.hover(address, changed, '"hints"', 2))

    def test_snippets_are_rule_text(self):
        for head in ('pack x 1.0.0 "X"\n', "part of skin\n", 'policy "X" on peel 1\n', "tests for peel\n", ""):
            path = self.write("s.contra", head)
            if self.client.process.poll() is not None:
                self.client = Client(COMMAND)
            client = self.client
            client.start(self.root)
            client.open(uri(path), head)
            given = {"textDocument": {"uri": uri(path)}, "position": {"line": head.count("\n"), "character": 0}}
            items = [i for i in client.result("textDocument/completion", given)["items"] if i["kind"] == 15]
            self.assertGreaterEqual(len(items), 1, head)
            for item in items:
                text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", item["textEdit"]["newText"])
                text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
                self.assertNotIn("$", text)
                self.write("s.contra", head + text)
                run = subprocess.run([COMMAND, "check", "--json", path], stdout=subprocess.PIPE, check=False)
                codes = {json.loads(line)["id"] for line in run.stdout.decode().splitlines()}
                # Names are to be filled in, but the sentences are whole.
                self.assertEqual({c for c in codes if c < "C0200"} - {"C0115"}, set(), text)
            self.assertEqual(client.stop(), 0)

    def test_refreshes_and_pages(self):
        self.client.start(
            self.root,
            options={"builtInRules": True},
            capabilities={
                "workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}},
                "textDocument": {"publishDiagnostics": {"codeDescriptionSupport": True}},
            },
        )
        one, two = self.write("demo.contra", PACK), self.write("two.contra", 'part of demo\n\nsource more "More" house\n')
        self.client.open(uri(one), PACK)
        self.client.open(uri(two), read(two))
        (fault,) = self.client.diagnostics(uri(two), 1)
        page = self.client.result("contra/builtInText", {"uri": fault["codeDescription"]["href"]})["text"]
        self.assertIn("C0208", page)
        methods = {m["method"] for m in self.client.told}
        self.assertLessEqual({"workspace/codeLens/refresh", "workspace/inlayHint/refresh"}, methods)
        self.assertEqual(self.client.error("contra/builtInText", {"uri": "contra:///explain/C9999"})["code"], -32602)
        self.assertEqual(self.client.error("contra/builtInText", {"uri": "file:///etc/passwd"})["code"], -32602)


class Speed(Server):
    def test_a_keystroke_costs_about_as_much_as_a_check(self):
        """Times of the processor, so that a busy machine and a slow build do not matter."""
        for folder, _, names in os.walk(RULES):
            for name in names:
                if name.endswith(".contra"):
                    path = os.path.join(folder, name)
                    self.write(os.path.relpath(path, RULES), read(path))
        runs = 10
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        for _ in range(runs):
            subprocess.run([COMMAND, "check", self.root], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        check = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / runs
        self.client.start(self.root)
        path = os.path.join(self.root, "peel", "products.contra")
        self.client.open(uri(path), read(path))
        given = {"textDocument": {"uri": uri(path)}}
        self.client.result("textDocument/foldingRange", given)
        begun, keys = self.used(), 40
        at = {"line": 0, "character": 0}
        for version in range(2, 2 + keys):
            self.client.notify(
                "textDocument/didChange",
                {
                    "textDocument": {"uri": uri(path), "version": version},
                    "contentChanges": [{"range": {"start": at, "end": at}, "text": "#\n"}],
                },
            )
            self.client.result("textDocument/foldingRange", given)
        key = (self.used() - begun) / keys
        print(f"a key {key * 1000:.1f} ms, a check {check * 1000:.1f} ms")
        self.assertLess(key, 2 * check + 0.005)

    def used(self):
        """Seconds of the processor that the server has had."""
        with open(f"/proc/{self.client.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Edits(Server):
    # Two misspelt names, and a space that no reader can tell from a plain one (a safe fix).
    FAULTY = PACK.replace("last retinoid", "last retinoit").replace("cite house\n\n", "cite hous\n\n", 1).replace(
        "wait while", "wait\u00a0while"
    )

    def actions(self, address, first, last, only=None):
        context = {"diagnostics": []}
        if only is not None:
            context["only"] = only
        given = {
            "textDocument": {"uri": address},
            "range": {"start": {"line": first, "character": 0}, "end": {"line": last, "character": 99}},
            "context": context,
        }
        return self.client.result("textDocument/codeAction", given)

    def line(self, part):
        return self.FAULTY[: self.FAULTY.index(part)].count("\n")

    def test_actions(self):
        address = self.opened(self.FAULTY)
        at = self.line("retinoit")
        (action, every) = self.actions(address, at, at)
        self.assertEqual((action["title"], action["kind"]), ("Replace `retinoit` with `retinoid`", "quickfix"))
        self.assertFalse(action["isPreferred"])  # what was meant is the author's to say
        self.assertEqual(action["diagnostics"][0]["code"], "C0201")
        self.assertEqual(every["kind"], "source.fixAll.contra")
        self.assertEqual([a["kind"] for a in self.actions(address, 0, 1)], ["source.fixAll.contra"])
        self.assertEqual(self.actions(address, 0, 1, ["quickfix"]), [])
        self.assertEqual(len(self.actions(address, 0, 99, ["quickfix"])), 3)
        self.assertEqual(self.actions(address, 0, 99, ["refactor"]), [])
        for only in (["source"], ["source.fixAll"], ["source.fixAll.contra"]):
            (every,) = self.actions(address, 0, 0, only)
            (edit,) = every["edit"]["changes"][address]
            self.assertEqual(edit["newText"], " ")
            self.assertEqual(edit["range"]["start"], {"line": self.line("wait\u00a0while"), "character": 6})

    def test_edits_carry_the_version(self):
        path = self.write("demo.contra", PACK)
        other = self.write("more.contra", "part of demo\n\ncheck more \"More\"\n  wait 2 days after last retinol\n  because \"x\"\n  cite house\n")
        self.client.start(self.root, capabilities={"workspace": {"workspaceEdit": {"documentChanges": True}}})
        self.client.open(uri(path), PACK, 7)
        given = {"textDocument": {"uri": uri(path)}, "position": {"line": 4, "character": 8}, "newName": "ours"}
        changes = self.client.result("textDocument/rename", given)["documentChanges"]
        self.assertEqual(
            {c["textDocument"]["uri"]: c["textDocument"]["version"] for c in changes}, {uri(path): 7, uri(other): None}
        )

    def test_references(self):
        address = self.opened(PACK)
        given = {"textDocument": {"uri": address}, "position": {"line": 4, "character": 8}}
        lines = lambda found: sorted(p["range"]["start"]["line"] for p in found)  # noqa: E731
        without = self.client.result("textDocument/references", {**given, "context": {"includeDeclaration": False}})
        self.assertEqual(lines(without), [9, 14])
        with_it = self.client.result("textDocument/references", {**given, "context": {"includeDeclaration": True}})
        self.assertEqual(lines(with_it), [4, 9, 14])
        kinds = {h["range"]["start"]["line"]: h["kind"] for h in self.client.result("textDocument/documentHighlight", given)}
        self.assertEqual(kinds, {4: 3, 9: 2, 14: 2})

    def test_nothing_is_completed_in_texts_and_comments(self):
        text = PACK + "# a comment that cite \n" + '  because "after last '
        address = self.opened(text)
        for line in (text.count("\n") - 1, text.count("\n")):
            place = {"line": line, "character": len(text.split("\n")[line])}
            found = self.client.result("textDocument/completion", {"textDocument": {"uri": address}, "position": place})
            self.assertEqual(found["items"], [])

    def test_completion_takes_the_place_of_the_word(self):
        address = self.opened(PACK)
        line = PACK[: PACK.index("last retinoid")].count("\n")
        start = PACK.split("\n")[line].index("retinoid")
        for ahead in (0, 3, len("retinoid")):
            place = {"line": line, "character": start + ahead}
            found = self.client.result("textDocument/completion", {"textDocument": {"uri": address}, "position": place})
            (item,) = [i for i in found["items"] if i["label"] == "tretinoin"]
            self.assertEqual(item["textEdit"]["range"]["start"]["character"], start)
            self.assertEqual(item["textEdit"]["range"]["end"]["character"], start + len("retinoid"))


class Random(Server):
    """Random edits: the texts of both sides stay one, and the faults are those of `contra check`."""

    PIECES = (
        "\n", " ", "#", '"', "check ", "wait 5 days after last ", "retinoid", "\u00e9", "e\u0301", "\U0001f600",
        "\r\n", "(", ":", "cite house", "because \"x\"\n", "term x", "\u202e", "\ufeff", "1.5 mm", "\t", "\r",
    )

    def faults(self, told):
        return sorted(
            (f["code"], f["range"]["start"]["line"], f["range"]["start"]["character"], f["range"]["end"]["line"], f["range"]["end"]["character"])
            for f in told
        )

    def checked(self, path):
        run = subprocess.run([COMMAND, "check", "--json", self.root], stdout=subprocess.PIPE, check=False)
        out = []
        for line in run.stdout.decode().splitlines():
            fault = json.loads(line)
            if fault["file"] == path:
                out.append((fault["id"], fault["line"] - 1, fault["column"] - 1, fault["end_line"] - 1, fault["end_column"] - 1))
        return sorted(out)

    def test_edits(self):
        seed = int(os.environ.get("CONTRA_SEED", "7"))
        chance = random.Random(seed)
        with open(os.path.join(RULES, "peel", "products.contra"), encoding="utf-8") as file:
            base = file.read()
        text = base.replace("part of peel", 'pack peel 1.0.0 "Peels"\n  use skin 1\n\nsource house "House" house\nsource care "Care" house\n')
        path = self.write("peel.contra", text)
        self.client.start(self.root, encodings=["utf-32"])
        self.client.open(uri(path), text)
        self.client.diagnostics(uri(path), 1)
        original = text
        version = 1
        for step in range(120):
            changes = []
            if step % 30 == 29:
                text = original
                changes.append({"text": text})
            for _ in range(chance.randint(1, 4)):
                begin = chance.randrange(len(text) + 1)
                end = min(len(text), begin + chance.choice((0, 0, 0, 1, 3, 20)))
                # Not between the two characters of a line end: no client has a place there.
                if text[begin - 1 : begin + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
                    continue
                new = "".join(chance.choice(self.PIECES) for _ in range(chance.randint(0, 2)))
                changes.append({"range": {"start": self.place(text, begin), "end": self.place(text, end)}, "text": new})
                text = text[:begin] + new + text[end:]
            version += 1
            self.client.notify(
                "textDocument/didChange", {"textDocument": {"uri": uri(path), "version": version}, "contentChanges": changes}
            )
            now = self.client.result("contra/text", {"textDocument": {"uri": uri(path)}})
            self.assertEqual(now, {"text": text, "version": version}, f"seed {seed}, step {step}")
            if step % 3 == 0 and "\r" not in text.replace("\r\n", "") and not text.startswith("\ufeff"):
                told = self.faults(self.client.diagnostics(uri(path), version))
                with open(path, "w", encoding="utf-8", newline="") as out:
                    out.write(text)
                self.assertEqual(told, self.checked(path), f"seed {seed}, step {step}")
            # Nothing that is asked about a broken text may fail.
            for method in ("documentSymbol", "foldingRange", "semanticTokens/full", "codeLens"):
                self.client.result("textDocument/" + method, {"textDocument": {"uri": uri(path)}})
            place = {"textDocument": {"uri": uri(path)}, "position": self.place(text, chance.randrange(len(text) + 1))}
            for method in ("hover", "completion", "definition", "documentHighlight"):
                self.client.result("textDocument/" + method, place)
            everything = {"start": self.place(text, 0), "end": self.place(text, len(text))}
            of_range = {"textDocument": {"uri": uri(path)}, "range": everything, "context": {"diagnostics": []}}
            for method in ("codeAction", "inlayHint"):
                self.client.result("textDocument/" + method, of_range)
        self.assertEqual(self.client.stop(), 0)

    @staticmethod
    def place(text, offset):
        before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        return {"line": before.count("\n"), "character": len(before) - (before.rfind("\n") + 1)}


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
