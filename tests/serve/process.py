"""A running `contra serve`, and what tests need to talk to it: raw bytes, requests with cookies, a list of what failed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile

failures = []


def check(true, what):
    if not true:
        failures.append(what)
        print("FAILED:", what, flush=True)


def finish():
    print(f"{len(failures)} failed" if failures else "all held")
    sys.exit(1 if failures else 0)


def run(command, *arguments, text="", timeout=60):
    return subprocess.run([command, *arguments], input=text.encode(), capture_output=True, timeout=timeout)


class Server:
    """Started on a free port of loopback; `log` is what it said on standard error once it has ended."""

    def __init__(self, command, folder, *arguments, context=None):
        self.context = context
        self.err = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [command, "serve", "--data", folder, "--port", "0", *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.err)
        self.address = self.process.stdout.readline().decode().strip()
        self.port = int(self.address.rstrip("/").rsplit(":", 1)[1]) if self.address else 0
        self.log = ""

    def connect(self):
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return self.context.wrap_socket(raw, server_hostname="localhost") if self.context else raw

    def raw(self, data):
        """The status of the answer to these very bytes (0: cut without one), and the whole answer."""
        with self.connect() as connection:
            connection.sendall(data)
            got = b""
            try:
                while chunk := connection.recv(65536):
                    got += chunk
            except (TimeoutError, ConnectionError):
                pass
        return (int(got.split(b" ", 2)[1]) if got.startswith(b"HTTP/1.") else 0), got

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.err.seek(0)
        self.log = self.err.read().decode(errors="replace")
        return code


class Browser:
    def __init__(self, server):
        self.server, self.cookies, self.csrf, self.token = server, {}, "", ""

    def send(self, method, path, body=None, headers=()):
        kind = http.client.HTTPSConnection if self.server.context else http.client.HTTPConnection
        extra = {"context": self.server.context} if self.server.context else {}
        connection = kind("localhost", self.server.port, timeout=30, **extra)
        all_headers = dict(headers)
        if self.cookies:
            all_headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.csrf:
            all_headers.setdefault("X-Contra-Token", self.csrf)
        if self.token:
            all_headers["Authorization"] = "Bearer " + self.token
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if body is not None:
            all_headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, body=body, headers=all_headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        self.headers = answer.headers
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition("=")
            self.cookies[name] = value.split(";")[0]
            if not self.cookies[name]:
                del self.cookies[name]
        connection.close()
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, text

    def sign_in(self, name, password):
        status, said = self.send("POST", "/v1/session", {"name": name, "password": password})
        if status == 200:
            self.csrf = said["csrf"]
        return status


def folder_bytes(folder, without=()):
    """What all files of the folder hold, but those that begin with one of these names."""
    out = {}
    for name in os.listdir(folder):
        if not name.startswith(tuple(without)):
            with open(os.path.join(folder, name), "rb") as file:
                out[name] = file.read()
    return out
