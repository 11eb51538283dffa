"""contra screen --stream from outside: what goes in, what comes out, and what happens when something gets in the way.

stream_test.py PART runs one class below; without PART, all of them."""
import glob
import gzip
import json
import os
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zlib

COMMAND = os.environ["CONTRA_COMMAND"]
ROOT = os.environ["CONTRA_SOURCE_DIR"]
SAMPLES = sorted(glob.glob(ROOT + "/samples/intakes/c-*.json"))
WAIT_SECONDS = 60  # for an answer that must come; only a failing test waits so long


def one_line(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text.replace("\n", " ")


RECORDS = [one_line(path) for path in SAMPLES]
GO, WAIT = RECORDS[0], RECORDS[1]


def run(*arguments, stdin=b"", **more):
    if isinstance(stdin, str):
        stdin = stdin.encode()
    return subprocess.run([COMMAND, "screen", "--stream", *arguments], input=stdin, capture_output=True, timeout=WAIT_SECONDS, **more)


def verdicts(output):
    """What each line says, in short."""
    out = []
    for line in output.decode().splitlines():
        value = json.loads(line)
        out.append("refused" if value["record"] == "contra.refusal/1" else value["verdict"])
    return out


class Case(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="contra-stream-")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.path(name)

    def start(self, *arguments, **more):
        process = subprocess.Popen([COMMAND, "screen", "--stream", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, bufsize=0, **more)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()

    def line_of(self, process):
        """The next line, which must come although nothing more is sent."""
        out = b""
        while not out.endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], WAIT_SECONDS)
            self.assertTrue(ready, "no answer came")
            piece = os.read(process.stdout.fileno(), 1)
            self.assertTrue(piece, "the output ended")
            out += piece
        return json.loads(out)


class Order(Case):
    """Every thread count gives what screening each record by itself gives, in order."""

    def test_decisions_are_those_of_single_records(self):
        alone = []
        for path in SAMPLES:
            done = subprocess.run([COMMAND, "screen", "--json", path], capture_output=True)
            alone.append(done.stdout.decode())
        text = "".join(line + "\n" for line in RECORDS)
        for threads in ("1", "2", "7"):
            done = run("--full", "--threads", threads, stdin=text)
            self.assertEqual(done.returncode, 2, done.stderr)
            lines = done.stdout.decode().splitlines(keepends=True)
            self.assertEqual(len(lines), len(alone))
            for got, expected, path in zip(lines, alone, SAMPLES):
                if json.loads(expected)["record"] == "contra.refusal/1":
                    self.assertEqual(json.loads(got)["record"], "contra.refusal/1", path)
                else:
                    self.assertEqual(got, expected, path)

    def test_verdict_lines_agree_with_decisions(self):
        text = "".join(line + "\n" for line in RECORDS)
        short = [json.loads(line) for line in run(stdin=text).stdout.splitlines()]
        full = [json.loads(line) for line in run("--full", stdin=text).stdout.splitlines()]
        self.assertEqual(len(short), len(full))
        for number, (verdict, decision) in enumerate(zip(short, full), 1):
            self.assertEqual(verdict["line"], number)
            if decision["record"] == "contra.refusal/1":
                self.assertEqual(verdict["record"], decision["record"])
                continue
            self.assertEqual((verdict["id"], verdict["visit"], verdict["verdict"]),
                             (decision["id"], decision["visit"], decision["verdict"]))
            for short_one, full_one in zip(verdict["treatments"], decision["treatments"]):
                self.assertEqual(short_one["treatment"], full_one["treatment"])
                self.assertEqual(short_one["verdict"], full_one["verdict"])
                self.assertEqual(bool(short_one["waits"]), full_one["verdict"] == "WAIT")

    def test_many_lines_keep_their_order(self):
        random.seed(3)
        lines = [RECORDS[random.randrange(len(RECORDS))] for _ in range(4000)]
        expected = None
        path = self.put("many.ndjson", "\n".join(lines))
        for threads in ("1", "2", "7"):
            done = run("--threads", threads, path)
            numbers = [json.loads(line)["line"] for line in done.stdout.splitlines()]
            self.assertEqual(numbers, list(range(1, len(lines) + 1)))
            expected = expected or done.stdout
            self.assertEqual(done.stdout, expected)
        ids = [json.loads(line).get("id") for line in expected.splitlines()]
        sent = [json.loads(line)["id"] if line.startswith("{") else None for line in lines]
        self.assertTrue(all(got in (None, want) for got, want in zip(ids, sent)))

    def test_options_of_screen_count(self):
        self.assertEqual(verdicts(run(stdin=WAIT).stdout), ["WAIT"])
        self.assertEqual(verdicts(run("--on", "2026-03-30", stdin=WAIT).stdout), ["GO"])
        harbour = one_line(ROOT + "/samples/intakes/c-0139-harbour-skin.json")
        alone, joined = run(stdin=harbour), run("--policy", ROOT + "/samples/policies/harbour_skin.contra", stdin=harbour)
        self.assertNotEqual(alone.stdout, joined.stdout)
        self.assertEqual(run("--on", "2026-02-30", stdin=GO).returncode, 2)
        self.assertEqual(run("--area", "face", stdin=GO).returncode, 2)
        self.assertEqual(run("--pack", "no-such-folder", stdin=GO).returncode, 2)


class Lines(Case):
    """One line out for each line in."""

    def test_exit_code_is_that_of_the_worst(self):
        self.assertEqual(run(stdin=GO + "\n" + GO).returncode, 0)
        self.assertEqual(run(stdin=GO + "\n" + WAIT).returncode, 1)
        self.assertEqual(run(stdin=GO + "\n{\n" + WAIT).returncode, 2)
        self.assertEqual(run(stdin="").returncode, 2)

    def test_ends_marks_and_blank_lines(self):
        for text, expected in (
                (GO, ["GO"]),
                (GO + "\n", ["GO"]),
                (GO + "\r\n" + WAIT + "\r\n", ["GO", "WAIT"]),
                ("\ufeff" + GO + "\n" + WAIT, ["GO", "WAIT"]),
                ("\n" + GO + "\n \t\n\r\n" + WAIT + "\n\n", ["refused", "GO", "refused", "refused", "WAIT", "refused"])):
            done = run(stdin=text)
            self.assertEqual(verdicts(done.stdout), expected, repr(text[:20]))

    def test_a_broken_line_costs_no_other(self):
        broken = ["{", "}", "null", "[]", '"x"', "{}", GO[:200], GO[10:], GO + GO, GO.replace("2026", "20x6"), "\0", "[" * 5000,
                  "{\"record\":\"contra.intake/1\"}", "\u2028", "nan", GO.replace(":", "=", 1)]
        raw = [line.encode() for line in broken] + [b"\xff\xfe{}", b"\xc3", GO.encode()[:-5] + b"\xed\xa0\x80", b"\x1b[2J"]
        text = b"".join(line + b"\n" + GO.encode() + b"\n" for line in raw)
        for threads in ("1", "3"):
            done = run("--threads", threads, stdin=text)
            self.assertEqual(verdicts(done.stdout), ["refused", "GO"] * len(raw))
            self.assertEqual(done.stderr, b"")

    def test_random_faults_give_a_line_each_and_no_new_go(self):
        """CONTRA_FUZZ_BATCHES=500 sends a million lines."""
        for batch in range(int(os.environ.get("CONTRA_FUZZ_BATCHES", "1"))):
            random.seed(20260316 + batch)
            lines = [self.faulty() for _ in range(2000)]
            lines[random.randrange(len(lines))] = b'{"x":' * random.randrange(30, 40000)
            lines[random.randrange(len(lines))] = GO.encode()[:-1] + b" " * random.choice((8000000, 9000000)) + b"}"
            done = run("--threads", "2", stdin=b"\n".join(lines))
            said = verdicts(done.stdout)
            self.assertEqual(len(said), len(lines), batch)
            for verdict, line in zip(said, lines):
                if verdict != "refused":
                    try:
                        json.loads(line.decode())
                    except (ValueError, RecursionError):
                        self.fail(f"batch {batch}: {verdict} for {line[:3000]}")
                    self.assertLess(len(line), 8400000)

    @staticmethod
    def faulty():
        line = bytearray(random.choice(RECORDS).encode())
        for _ in range(random.choice((0, 1, 1, 2, 5))):
            at = random.randrange(len(line))
            kind = random.randrange(5)
            if kind == 0:
                del line[at:]
            elif kind == 1:
                line[at] = random.randrange(256)
            elif kind == 2:
                del line[at:at + random.randrange(1, 30)]
            elif kind == 3:
                line[at:at] = random.choice((b'"', b"{", b"[", b"\\", b"\xff", b"null,", b"1e999", b"[" * 40, b"\xed\xa0\x80"))
            else:
                of = random.choice((b'"no"', b'"yes"', b"null", b"[", b'"2026-'))
                line = bytearray(bytes(line).replace(of, random.choice((b"7", b"true", b"{}", b'"no"', b'""')), 1))
            if not line:
                line = bytearray(b" ")
        return bytes(line).replace(b"\n", b" ").replace(b"\r", b" ")

    def test_a_huge_line_is_refused_without_being_held(self):
        for megabytes in (7, 10, 200):
            process = self.start("--threads", "2")

            def send():
                process.stdin.write(GO.encode() + b"\n")
                for _ in range(megabytes):
                    process.stdin.write(b"x" * 1000000)
                process.stdin.write(b"\n" + WAIT.encode() + b"\n")

            sender = threading.Thread(target=send)
            sender.start()
            said = [self.line_of(process) for _ in range(3)]
            sender.join()
            with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
            process.stdin.close()
            self.assertEqual(process.wait(), 2)
            self.assertEqual([value["record"] for value in said],
                             ["contra.verdict/1", "contra.refusal/1", "contra.verdict/1"])
            if megabytes > 8:
                self.assertEqual(said[1]["diagnostics"][0]["id"], "C0902")
                if "sanitize" not in COMMAND:
                    self.assertLess(peak, 80 * 1024, f"{megabytes} MB in one line")
            self.assertEqual(said[2]["line"], 3)

    def test_files_folders_and_documents(self):
        self.put("a.ndjson", GO + "\n" + WAIT)
        with open(SAMPLES[1], encoding="utf-8") as file:
            self.put("b.json", "\ufeff" + file.read())  # one record over several lines
        self.put("c.jsonl.gz", gzip.compress((GO + "\n").encode()))
        self.put("d.json", GO + "\n" + WAIT + "\n" + GO + "\n")  # says one record, holds lines
        self.put("e.json", "")
        self.put("notes.txt", "no record")
        done = run(self.folder)
        self.assertEqual(verdicts(done.stdout), ["GO", "WAIT", "WAIT", "GO", "GO", "WAIT", "GO", "refused"])
        self.assertEqual(verdicts(run(self.path("a.ndjson"), "-", self.path("b.json"), stdin=GO).stdout),
                         ["GO", "WAIT", "GO", "WAIT"])
        os.mkdir(self.path("empty"))
        for bad in (self.path("none"), self.path("empty")):
            done = run(bad, stdin=GO)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"contra: ", done.stderr)
        self.assertEqual(run("-", "-").returncode, 2)

    def test_a_line_end_within_a_text_stays_a_fault(self):
        self.put("x.json", json.dumps(json.loads(GO), indent=1).replace('"c-0101"', '"c-\n0101"'))
        self.assertEqual(verdicts(run(self.path("x.json")).stdout), ["refused"])


class Packed(Case):
    def packed(self, text):
        zstd = subprocess.run(["zstd", "-q"], input=text, capture_output=True, check=True).stdout
        return (("gzip", gzip.compress(text)), ("zstd", zstd))

    def test_packed_bytes_give_the_same_lines(self):
        text = "".join(line + "\n" for line in RECORDS).encode()
        expected = run(stdin=text).stdout
        for name, data in self.packed(text):
            self.assertEqual(run(stdin=data).stdout, expected, name)
            self.assertEqual(run(self.put("x", data)).stdout, expected, name)
            half = len(text) // 2  # in the middle of a line
            first, second = dict(self.packed(text[:half]))[name], dict(self.packed(text[half:]))[name]
            self.assertEqual(run(stdin=first + second).stdout, expected, name + ", two of them")

    def test_what_is_cut_off_is_told_after_every_whole_line(self):
        random.seed(1)
        lines = [RECORDS[random.randrange(len(RECORDS))] for _ in range(2000)]
        text = ("\n".join(lines) + "\n").encode()
        expected = run(stdin=text).stdout.splitlines()
        for name, data in self.packed(text):
            for share in (0.5, 0.9):
                path = self.put("cut", data[:int(len(data) * share)])
                done = run(path, self.put("next.ndjson", GO))
                self.assertEqual(done.returncode, 2)
                got = done.stdout.splitlines()
                self.assertEqual(got, expected[:len(got)], name)
                self.assertLess(len(got), len(expected))
                self.assertIn(b"is cut off", done.stderr, name)
                self.assertIn(f"{len(got):,}".encode(), done.stderr)
            done = subprocess.run([name, "-dcq"], input=data[:int(len(data) * 0.9)], capture_output=True)
            self.assertEqual(len(got), done.stdout.count(b"\n"), name + ": as many lines as there are whole")
            harmed = bytearray(data)
            for at in range(len(data) // 2, len(data) // 2 + 20):
                harmed[at] ^= 0x5A
            done = run(stdin=bytes(harmed))
            self.assertEqual(done.returncode, 2)
            self.assertTrue(b"is damaged" in done.stderr or b"is cut off" in done.stderr, done.stderr)

    def test_a_packed_pipe_is_answered_as_it_comes(self):
        process = self.start("--flush")
        packer = zlib.compressobj(wbits=31)
        for line in (GO, WAIT, GO):
            process.stdin.write(packer.compress(line.encode() + b"\n") + packer.flush(zlib.Z_SYNC_FLUSH))
            self.assertEqual(self.line_of(process)["id"], json.loads(line)["id"])
        process.stdin.write(packer.flush())
        process.stdin.close()
        self.assertEqual(process.wait(), 1)


class Filter(Case):
    """A line that is sent is answered before the next one is."""

    def test_one_line_in_one_line_out(self):
        for arguments in (("--flush",), ("--flush", "--threads", "1"), ("--flush", "--threads", "5"), ()):
            process = self.start(*arguments)
            for number in range(1, 40):
                line = RECORDS[number % 7]
                process.stdin.write(line.encode() + b"\n")
                answer = self.line_of(process)
                self.assertEqual((answer["line"], answer["id"]), (number, json.loads(line)["id"]))
            process.stdin.close()
            self.assertEqual(process.wait(), 1)

    def test_half_a_line_is_not_answered(self):
        process = self.start("--flush")
        process.stdin.write(GO.encode() + b"\n" + WAIT.encode()[:100])
        self.assertEqual(self.line_of(process)["verdict"], "GO")
        ready, _, _ = select.select([process.stdout], [], [], 0.1)
        self.assertFalse(ready)
        process.stdin.write(WAIT.encode()[100:] + b"\n")
        self.assertEqual(self.line_of(process)["verdict"], "WAIT")

    def test_blocks_of_lines_come_back_as_blocks(self):
        process = self.start("--flush", "--threads", "3")
        for size in (1, 50, 3, 400, 1):
            sender = threading.Thread(target=lambda n=size: process.stdin.write((GO + "\n").encode() * n))
            sender.start()
            for _ in range(size):
                self.assertEqual(self.line_of(process)["verdict"], "GO")
            sender.join()


class Output(Case):
    def test_a_file_appears_when_it_is_complete(self):
        path, out = self.put("in.ndjson", "\n".join(RECORDS)), self.path("out.ndjson")
        done = run(path, "--output", out)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (2, b"", b""))
        with open(out, "rb") as file:
            self.assertEqual(file.read(), run(path).stdout)
        self.assertEqual(sorted(os.listdir(self.folder)), ["in.ndjson", "out.ndjson"])

    def test_an_input_is_not_overwritten(self):
        path = self.put("in.ndjson", GO)
        self.assertEqual(run(path, "--output", self.folder + "/./in.ndjson").returncode, 2)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), GO)

    def test_a_write_error_is_a_fault(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        text = ((GO + "\n") * 3000).encode()
        for threads in ("1", "4"):
            done = run("--threads", threads, "--output", "/dev/full", stdin=text)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"could not be written: No space left on device", done.stderr)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([COMMAND, "screen", "--stream"], input=text, stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"No space left on device", done.stderr)
        self.assertEqual(run("--output", self.path("no/such/folder"), stdin=GO).returncode, 2)
        done = run("--summary=/dev/full", stdin=GO)
        self.assertEqual(done.returncode, 2)

    def test_a_file_over_its_limit_leaves_what_can_be_resumed(self):
        path, out = self.put("in.ndjson", (GO + "\n") * 3000), self.path("out.ndjson")

        def small():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150000, 150000))

        done = run(path, "--output", out, "--threads", "2", preexec_fn=small)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--resume", done.stderr)
        self.assertFalse(os.path.exists(out))
        self.assertEqual(run(path, "--output", out, "--resume").returncode, 0)
        with open(out, "rb") as file:
            self.assertEqual(file.read(), run(path).stdout)

    def test_a_reader_that_went_away_is_met_with_silence(self):
        for arguments in ((), ("--threads", "1"), ("--threads", "5", "--flush")):
            process = self.start(*arguments)
            process.stdout.close()
            try:
                process.stdin.write((GO + "\n").encode() * 5000)
            except BrokenPipeError:
                pass
            self.assertEqual(process.wait(WAIT_SECONDS), 2)  # although standard input stays open
            self.assertEqual(process.stderr.read(), b"")
            process.stdout = open(os.devnull, "rb")

    def test_no_answer_of_a_client_is_in_a_message(self):
        secret = GO.replace('"c-0101"', '"c-0101 zebra"').replace('"contra.intake/1"', '"contra.intake/zebra"')
        done = run("--summary", stdin=secret + "\n" + secret[:-30])
        self.assertNotIn(b"zebra", done.stderr)

    def test_options_need_one_another(self):
        for arguments, words in ((["x", "--output", "y"], "--output goes with --stream only"),
                                 (["--stream", "x", "--client"], "--client does not go with --stream"),
                                 (["--stream", "x", "--resume"], "--resume needs --output"),
                                 ([], "FILE is required")):
            done = subprocess.run([COMMAND, "screen", *arguments], capture_output=True, text=True, cwd=self.folder)
            if words.startswith("--resume"):
                self.put("x", GO)
                done = subprocess.run([COMMAND, "screen", *arguments], capture_output=True, text=True, cwd=self.folder)
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)


class Signals(Case):
    def test_what_was_read_is_answered(self):
        for number, code, name in ((signal.SIGTERM, 143, b"SIGTERM"), (signal.SIGINT, 130, b"SIGINT")):
            for threads in ("1", "4"):
                process = self.start("--threads", threads, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
                process.stdin.write((GO + "\n").encode() * 5 + WAIT.encode()[:50])
                for _ in range(5):
                    self.line_of(process)
                process.send_signal(number)
                self.assertEqual(process.wait(WAIT_SECONDS), code)  # although standard input stays open
                self.assertEqual(process.stdout.read(), b"")
                said = process.stderr.read()
                self.assertIn(b"ended by " + name + b" after 5 records (standard input line 5, up to byte " +
                              f"{5 * (len(GO.encode()) + 1):,}".encode(), said)

    def test_files_end_early_and_say_where(self):
        path, out = self.put("in.ndjson", (GO + "\n") * 20000), self.path("out")
        process = self.start(path, "--output", out, "--full")
        while not os.path.exists(out + ".part") or os.path.getsize(out + ".part") == 0:
            time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(WAIT_SECONDS), 143)
        said = process.stderr.read().decode()
        self.assertIn("go on with the same command and --resume", said)
        with open(out + ".part", "rb") as file:
            part = file.read()
        self.assertTrue(part.endswith(b"\n"))
        self.assertIn(f"after {part.count(10):,} records", said)
        self.assertFalse(os.path.exists(out))

    def test_a_second_signal_ends_at_once(self):
        process = self.start("--threads", "2")
        sender = threading.Thread(target=self.send_until_full, args=(process,))
        sender.start()
        self.assertTrue(select.select([process.stdout], [], [], WAIT_SECONDS)[0])
        time.sleep(0.3)  # the output is full: nobody reads it
        process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        self.assertIsNone(process.poll(), "what is under way is not thrown away at the first")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(WAIT_SECONDS), -signal.SIGTERM)
        sender.join()

    @staticmethod
    def send_until_full(process):
        try:
            process.stdin.write((GO + "\n").encode() * 20000)
        except BrokenPipeError:
            pass


class Resume(Case):
    def setUp(self):
        super().setUp()
        random.seed(7)
        lines = [random.choice(RECORDS + ["", "{"]) for _ in range(4000)]
        self.inputs = [self.put("a.ndjson", "\n".join(lines[:1900])),
                       self.put("b.ndjson.gz", gzip.compress(("\n".join(lines[1900:]) + "\n").encode(), 1))]
        self.out = self.path("out.ndjson")

    def interrupt(self, arguments, size, number):
        """Starts, and sends the signal when FILE.part has grown over `size`. The exit code."""
        process = subprocess.Popen([COMMAND, "screen", "--stream", *arguments], stderr=subprocess.DEVNULL)
        part = self.out + ".part"
        while process.poll() is None:
            try:
                if os.path.getsize(part) > size:
                    process.send_signal(number)
                    break
            except OSError:
                pass
        return process.wait(WAIT_SECONDS)

    def held_to(self, expected):
        with open(self.out, "rb") as file:
            self.assertTrue(file.read() == expected, "the resumed result differs")
        self.assertFalse(os.path.exists(self.out + ".part"))
        self.assertFalse(os.path.exists(self.out + ".state"))

    def stop(self, *arguments, size=50000):
        """Ends a run in the middle by SIGTERM; a run that was faster is done again."""
        for _ in range(100):
            code = self.interrupt([*arguments, "--output", self.out], size, signal.SIGTERM)
            if code == 143 and os.path.getsize(self.out + ".part") > 0:
                return
            self.assertIn(code, (0, 1, 2, 143))
        self.fail("no run was hit in the middle")

    def test_killed_many_times_the_result_is_the_same_bytes(self):
        expected = run(*self.inputs)
        random.seed(11)
        for threads in ("1", "3"):
            arguments = [*self.inputs, "--output", self.out, "--resume", "--quiet", "--threads", threads]
            hits = resumed = size = 0
            for _ in range(200):
                size += random.randrange(1, len(expected.stdout) // 8)
                before = os.path.exists(self.out + ".part")
                code = self.interrupt(arguments, size, random.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
                if code in (-signal.SIGKILL, 143, 130, -signal.SIGTERM, -signal.SIGINT):
                    hits += 1
                    resumed += before
                    if hits % 2 == 0:
                        with open(self.out + ".part", "ab") as part:
                            part.write(b'{"record":"contra.verd')  # torn
                else:  # faster than the signal
                    self.held_to(expected.stdout)
                    os.remove(self.out)
                    size = 0
                if hits >= 5 and resumed >= 3:
                    break
            self.assertGreaterEqual(resumed, 3, "no run was hit in the middle")
            if not os.path.exists(self.out):
                self.assertEqual(run(*arguments).returncode, expected.returncode)
            self.held_to(expected.stdout)
            os.remove(self.out)

    def test_the_exit_code_and_the_summary_are_of_the_whole(self):
        self.put("w.ndjson", WAIT + "\n" + (GO + "\n") * 6000)
        arguments = [self.path("w.ndjson"), "--output", self.out, "--summary=" + self.path("s.json")]
        whole = run(*arguments)
        with open(self.path("s.json"), encoding="utf-8") as file:
            summary = file.read()
        with open(self.out, "rb") as file:
            expected = file.read()
        os.remove(self.out)
        self.assertEqual(whole.returncode, 1)
        for extra in (["--summary=" + self.path("s.json")], []):
            self.stop(arguments[0], *extra, size=len(expected) // 3)
            if extra:
                with open(self.path("s.json"), encoding="utf-8") as file:
                    self.assertFalse(json.load(file)["complete"])
            done = run(*arguments[:3], *extra, "--resume")
            self.assertEqual(done.returncode, 1, "the WAIT was in the first part")
            self.assertIn(b"going on after", done.stderr)
            self.held_to(expected)
            if extra:
                with open(self.path("s.json"), encoding="utf-8") as file:
                    self.assertEqual(file.read(), summary)

    def refused(self, words, *arguments):
        with open(self.out + ".part", "rb") as file:
            before = file.read()
        done = run(*arguments, "--resume", "--output", self.out)
        self.assertEqual(done.returncode, 2)
        self.assertIn(words, done.stderr.decode())
        with open(self.out + ".part", "rb") as file:
            self.assertEqual(file.read(), before, "what there is must stay")

    def test_another_input_other_options_other_rules_are_refused(self):
        self.stop(*self.inputs)
        self.refused("another input", self.inputs[0])
        self.refused("another set of options", *self.inputs, "--full")
        self.refused("another set of options", *self.inputs, "--on", "2026-04-01")
        self.refused("another set of rules", *self.inputs, "--policy", ROOT + "/samples/policies/harbour_skin.contra")
        with open(self.inputs[0], "ab") as file:
            file.write(b"\n")
        self.refused("another input", *self.inputs)

    def test_what_does_not_fit_together_is_refused(self):
        self.stop(*self.inputs)
        with open(self.out + ".state", encoding="utf-8") as file:
            state = file.read()
        os.remove(self.out + ".state")
        self.refused("is missing", *self.inputs)
        self.put("out.ndjson.state", state.replace("lines ", "lines x", 1))
        self.refused("cannot be read", *self.inputs)
        self.put("out.ndjson.state", state)
        with open(self.out + ".part", "rb") as file:
            part = file.read()
        self.put("out.ndjson.part", part[:-1])
        self.refused("was changed", *self.inputs)
        self.put("out.ndjson.part", b"\0" * len(part))
        self.refused("was changed", *self.inputs)
        self.refused("is a pipe", "-")
        self.put("out.ndjson.part", part)
        self.assertEqual(run(*self.inputs, "--resume", "--output", self.out, "--threads", "1").returncode, 2)
        self.held_to(run(*self.inputs).stdout)

    def test_without_an_earlier_run_it_begins_at_the_beginning(self):
        run(*self.inputs, "--resume", "--output", self.out)
        self.held_to(run(*self.inputs).stdout)

    def test_the_state_holds_no_answer(self):
        self.stop(*self.inputs)
        with open(self.out + ".state", encoding="utf-8") as file:
            state = file.read()
        for line in state.splitlines():
            self.assertIn(line.split()[0], ("contra.stream/1", "engine", "inputs", "rules", "options", "lines", "bytes"))
        self.assertNotIn("c-01", state)


class Summary(Case):
    def golden(self, name, got):
        path = os.path.join(ROOT, "tests", "stream", "golden", name)
        if os.environ.get("CONTRA_UPDATE"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(got)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(got, file.read(), "CONTRA_UPDATE=1 rewrites it")

    def test_text_is_as_read(self):
        path = self.put("in.ndjson", "\n".join(RECORDS))
        done = run("--summary", path)
        text = done.stderr.decode()
        self.golden("summary.txt", text)
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 80)
        self.assertEqual(done.stdout, run(path).stdout)
        run("--summary=" + self.path("s.txt"), path)
        with open(self.path("s.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), text)

    def test_counts_are_those_of_the_lines(self):
        path, where = self.put("in.ndjson", "\n".join(RECORDS * 30)), self.path("s.json")
        seen = None
        for threads in ("1", "4"):
            done = run("--threads", threads, "--summary=" + where, path)
            with open(where, encoding="utf-8") as file:
                summary = json.load(file)
            self.assertEqual(seen or summary, summary)
            seen = summary
        said = verdicts(done.stdout)
        self.assertEqual((summary["records"], summary["go"], summary["wait"], summary["refused"]),
                         (len(said), said.count("GO"), said.count("WAIT"), said.count("refused")))
        checks = {}
        for line in done.stdout.splitlines():
            for name in {name for treatment in json.loads(line).get("treatments", ()) for name in treatment["waits"]}:
                checks[name] = checks.get(name, 0) + 1
        self.assertEqual(summary["checks"], dict(sorted(checks.items())))
        self.assertEqual(sum(summary["days_to_go"].values()) + summary["no_day"], summary["go"] + summary["wait"])

    def test_an_overlong_line_is_counted(self):
        done = run("--summary=" + self.path("s.json"), stdin=GO.encode() + b"\n" + b"x" * 9000000 + b"\n" + WAIT.encode())
        self.assertEqual(verdicts(done.stdout), ["GO", "refused", "WAIT"])
        with open(self.path("s.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual((summary["records"], summary["go"], summary["wait"], summary["refused"]), (3, 1, 1, 1))

    def test_progress_is_for_a_terminal_only(self):
        import pty
        path = self.put("in.ndjson", (GO + "\n") * 3000)
        for arguments, shown in (((), True), (("--quiet",), False)):
            master, slave = pty.openpty()
            process = subprocess.Popen([COMMAND, "screen", "--stream", *arguments, path], stdout=subprocess.DEVNULL, stderr=slave,
                                       env={**os.environ, "TERM": "xterm"})
            process.wait(WAIT_SECONDS)
            os.close(slave)
            said = b""
            try:
                while piece := os.read(master, 65536):
                    said += piece
            except OSError:
                pass
            os.close(master)
            self.assertEqual(b" records" in said, shown, said)
            if shown:
                self.assertTrue(said.endswith(b"\r\x1b[K"), "the line is cleared at the end")
        self.assertEqual(run(path).stderr, b"")


class Schema(Case):
    def test_every_line_fits(self):
        import jsonschema
        with open(ROOT + "/src/present/verdict.schema.json", encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        lines = [*RECORDS, "", "{", "[]", "x" * 9000000, '{"record":"contra.intake/1","id":1}']
        with open(ROOT + "/tests/cli/records/refused.json.txt", encoding="utf-8") as file:
            lines.append(file.read().replace("\n", " "))
        output = run(stdin="\n".join(lines)).stdout.decode().splitlines()
        self.assertEqual(len(output), len(lines))
        kinds = set()
        for line in output:
            value = json.loads(line)
            kinds.add(value["record"])
            error = jsonschema.exceptions.best_match(validator.iter_errors(value))
            self.assertIsNone(error, f"{line[:200]}: {error}")
        self.assertEqual(kinds, {"contra.verdict/1", "contra.refusal/1"})
        for line in run("--reasons", stdin="\n".join(lines)).stdout.decode().splitlines():
            error = jsonschema.exceptions.best_match(validator.iter_errors(json.loads(line)))
            self.assertIsNone(error, f"{line[:200]}: {error}")
        for wrong in ({**json.loads(output[0]), "verdict": "MAYBE"}, {**json.loads(output[0]), "extra": 1},
                      {**json.loads(output[1]), "treatments": [{"treatment": "x", "verdict": "WAIT", "waits": []}]}):
            self.assertIsNotNone(next(validator.iter_errors(wrong), None), "the schema takes anything")


if __name__ == "__main__":
    unittest.main(verbosity=1)
