"""A small client of `contra lsp`, for tests: it speaks the base protocol and nothing more."""

import json
import os
import select
import subprocess
import time

WAIT = 20  # seconds for an answer; the machine may be busy


def uri(path):
    return "file://" + path


class Gone(Exception):
    """The server has ended its output."""


class Client:
    def __init__(self, command):
        self.process = subprocess.Popen(
            [command, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
        )
        self.bytes = b""
        self.count = 0
        self.told = []  # notifications and requests of the server, in order

    # --- bytes ---

    def write(self, data):
        self.process.stdin.write(data)

    @staticmethod
    def framed(message):
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return b"Content-Length: %d\r\n\r\n" % len(body) + body

    def send(self, message):
        self.write(self.framed(message))

    def receive(self, seconds=WAIT):
        """The next message; None when none comes in time."""
        end = time.monotonic() + seconds
        while True:
            head = self.bytes.find(b"\r\n\r\n")
            if head >= 0:
                assert self.bytes.startswith(b"Content-Length: "), self.bytes[:80]
                length = int(self.bytes[len(b"Content-Length: ") : head])
                if len(self.bytes) >= head + 4 + length:
                    body = self.bytes[head + 4 : head + 4 + length]
                    self.bytes = self.bytes[head + 4 + length :]
                    return json.loads(body)
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            more = os.read(self.process.stdout.fileno(), 1 << 20)
            if not more:
                raise Gone()
            self.bytes += more

    # --- messages ---

    def notify(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": params if params is not None else {}})

    def answer(self, number, seconds=WAIT):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            message = self.receive(end - time.monotonic())
            assert message is not None, "no answer"
            if "method" in message:
                self.told.append(message)
            elif message.get("id") == number:
                return message
        raise AssertionError("no answer")

    def request(self, method, params=None):
        self.count += 1
        self.send({"jsonrpc": "2.0", "id": self.count, "method": method, "params": params if params is not None else {}})
        return self.answer(self.count)

    def result(self, method, params=None):
        answer = self.request(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method, params=None):
        answer = self.request(method, params)
        assert "error" in answer, answer
        return answer["error"]

    # --- the usual ---

    def start(self, root=None, encodings=None, options=None, capabilities=None):
        able = {
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {"relatedInformation": True},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
                "completion": {"completionItem": {"snippetSupport": True}},
            }
        }
        able.update(capabilities or {})
        if encodings is not None:
            able["general"] = {"positionEncodings": encodings}
        params = {"processId": None, "rootUri": uri(root) if root else None, "capabilities": able}
        if options:
            params["initializationOptions"] = options
        result = self.result("initialize", params)
        self.notify("initialized")
        return result

    def open(self, address, text, version=1):
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": address, "languageId": "contra", "version": version, "text": text}},
        )

    def diagnostics(self, address, version=None, seconds=WAIT):
        """The next ones that are told of a file, of that version when it is given."""
        end = time.monotonic() + seconds
        while True:
            for index, message in enumerate(self.told):
                if message["method"] != "textDocument/publishDiagnostics":
                    continue
                params = message["params"]
                if params["uri"] == address and (version is None or params.get("version") == version):
                    del self.told[: index + 1]
                    return params["diagnostics"]
            message = self.receive(max(0.0, end - time.monotonic()))
            assert message is not None, "no diagnostics were told"
            if "method" in message:
                self.told.append(message)

    def stop(self):
        """The end as the protocol has it; gives the exit code."""
        self.result("shutdown")
        self.notify("exit")
        return self.end()

    def end(self):
        self.process.stdin.close()
        code = self.process.wait(WAIT)
        self.complaints = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code
