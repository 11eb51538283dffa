"""Attacks on a running `contra serve`, and what it must not write down. Usage: attack.py CONTRA SOURCE_FOLDER"""

import json
import os
import pty
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from process import Browser, Server, check, finish, folder_bytes, run

contra, source = sys.argv[1], sys.argv[2]
anna, ben = "maple tractor violin seven", "gravel lantern orchid nine"

# Words of clients that are sent and kept, and must stand nowhere else.
marks = ["Zebulonia", "Quaxmeadow", "zebulonia@example.org", "Quixelgrade", "Retin-Zebulon", "Fumblecondition",
         "1977-03-21", "Vexatiousnote", "Wobbleclearer", "Overridezeal", "Draftwibble", "Searchzap", "Brokenblip"]


all_folders = tempfile.TemporaryDirectory(prefix="contra-attack-")


def new_folder():
    return tempfile.mkdtemp(dir=all_folders.name)


def with_users():
    folder = new_folder()
    for name, role, password in (("Anna", "manager", anna), ("Ben", "practitioner", ben)):
        made = run(contra, "users", "add", name, "--role", role, "--data", folder, text=password + "\n")
        check(made.returncode == 0, f"users add {name}: {made.stderr.decode()}")
    return folder


def paths_lead_nowhere(server):
    host = f"Host: localhost:{server.port}\r\nConnection: close\r\n\r\n".encode()
    check(server.raw(b"GET /healthz HTTP/1.1\r\n" + host)[0] == 200, "a plain request is answered")
    for path in (b"/../../../../etc/passwd", b"/..%2f..%2f..%2fetc/passwd", b"/%2e%2e/%2e%2e/etc/passwd",
                 b"/assets/../../../etc/passwd", b"/assets/%2e%2e%5c%2e%2e%5cetc", b"/..\\..\\etc\\passwd",
                 b"/index.html%00.js", b"/%00", b"//etc/passwd", b"/etc/passwd", b"/contra.db", b"/../contra.db",
                 b"/%c0%ae%c0%ae/etc/passwd", b"/.%2e/x", b"file:///etc/passwd", b"http://evil.example/etc/passwd",
                 b"etc/passwd", b"*", b"/%", b"/\xff", b"/./healthz"):
        status, got = server.raw(b"GET " + path + b" HTTP/1.1\r\n" + host)
        body = got.partition(b"\r\n\r\n")[2]
        harmless = status in (0, 400, 404, 421) or (status == 200 and b"<!doctype html>" in body[:200].lower())
        check(harmless and b"root:" not in body and b"SQLite" not in body, f"path {path!r}: {status}")


def names_point_here(server):
    for host in (b"evil.example", b"evil.example:%d" % server.port, b"localhost", b"localhost:1", b"localhost.:%d" % server.port,
                 b"", b"127.0.0.1.evil.example:%d" % server.port):
        status, _ = server.raw(b"GET /v1/session HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
        check(status in (400, 421), f"host {host!r}: {status}")
    good = b"localhost:%d" % server.port
    for lines in (b"", b"Host: " + good + b"\r\nHost: evil.example\r\n", b"Host: evil.example\r\nHost: " + good + b"\r\n"):
        status, _ = server.raw(b"GET /healthz HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n")
        check(status in (400, 421), f"host lines {lines!r}: {status}")
    # The whole address in the request line must not speak for the Host header, nor the other way round.
    status, _ = server.raw(b"GET http://evil.example/healthz HTTP/1.1\r\nHost: " + good + b"\r\nConnection: close\r\n\r\n")
    check(status in (400, 404, 421), f"an absolute address: {status}")


def pages_of_others(server):
    browser = Browser(server)
    check(browser.sign_in("Anna", anna) == 200, "Anna signs in")
    own = f"http://localhost:{server.port}"
    write = lambda **headers: browser.send("POST", "/v1/clients", {"name": "Invented Person"},
                                           {name.replace("_", "-"): value for name, value in headers.items()})[0]
    check(write(Origin=own) == 201, "the page itself writes")
    check(write(Origin="http://evil.example") == 403, "another origin does not")
    check(write(Origin="null") == 403, "nor does one that hides")
    check(write(Origin=own, Sec_Fetch_Site="cross-site") == 403, "nor what the browser says is of another site")
    check(write(Origin=own, Sec_Fetch_Site="same-site") == 403, "nor another port of this host")
    check(write(Origin=own, X_Contra_Token="x") == 403, "nor a page without the session's token")
    thief = Browser(server)
    thief.cookies, thief.csrf = dict(browser.cookies), browser.csrf
    check(thief.send("GET", "/v1/users")[0] == 200, "a stolen cookie works")
    check(browser.send("DELETE", "/v1/session")[0] == 204, "Anna signs out")
    check(thief.send("GET", "/v1/users")[0] == 401, "a stolen cookie is worth nothing after signing out")
    preflight = Browser(server)
    preflight.send("OPTIONS", "/v1/clients", None, {"Access-Control-Request-Method": "POST"})
    check(preflight.headers.get("Access-Control-Allow-Origin") is None, "no other origin is invited")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control",
                 "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"):
        check(preflight.headers.get(name) is not None, f"{name} stands on an answer")
    check(preflight.headers.get("Server") is None, "it does not say what it is")


def rights(server):
    practitioner = Browser(server)
    check(practitioner.sign_in("ben", ben) == 200, "Ben signs in, typed in small letters")
    for method, path in (("GET", "/v1/users"), ("POST", "/v1/users"), ("PATCH", "/v1/users/Anna"), ("GET", "/v1/audit"),
                         ("DELETE", "/v1/clients/c-0000000000000000")):
        check(practitioner.send(method, path, {} if method != "GET" else None)[0] == 403, f"Ben: {method} {path}")
    status, made = practitioner.send("POST", "/v1/tokens", {"name": "booking", "scopes": ["screen"]})
    check(status == 201, f"Ben makes a token: {made}")
    program = Browser(server)
    program.token = made["token"]
    check(program.send("GET", "/v1/packs")[0] == 200, "the token screens")
    check(program.send("POST", "/v1/clients/search", {"words": ""})[0] == 403, "the token does not read")
    check(practitioner.send("DELETE", "/v1/tokens/" + made["id"])[0] == 204, "Ben removes it")
    check(program.send("GET", "/v1/packs")[0] == 401, "it opens nothing any more")


def story(server):
    """All that can be said of a client, said: rightly, and in ways that are refused."""
    browser = Browser(server)
    check(browser.sign_in("Ben", ben) == 200, "Ben signs in")

    def done(what, answer, wanted=(200, 201, 204)):
        check(answer[0] in wanted, f"{what}: {answer[0]} {str(answer[1])[:300]}")
        return answer[1]

    with open(os.path.join(source, "samples/intakes/c-0102-tretinoin-two-days-before.json")) as file:
        record = json.load(file)
    full, own = record["forms"]
    full["answers"]["birth_date"] = "1977-03-21"
    full["answers"]["products"] = [{"term": "Retin-Zebulon", "last": "2026-03-14", "said": "Quixelgrade, on Saturday"}]
    client = done("client", browser.send("POST", "/v1/clients", {
        "name": "Zebulonia Quaxmeadow", "contact": "zebulonia@example.org", "note": "Vexatiousnote"}))["client"]
    here = "/v1/clients/" + client["id"]
    for form in (full, own):
        done("form", browser.send("POST", here + "/forms", form))
    visit = done("appointment", browser.send("POST", "/v1/appointments", {
        "client": client["id"], "day": "2026-03-16", "time": "14:30", "plan": record["plan"]}))["appointment"]
    there = "/v1/appointments/" + visit["id"]
    done("draft", browser.send("PUT", there + "/draft", {
        "version": 0, "draft": {"forms": [{"answers": {"conditions": "Draftwibble"}}], "plan": record["plan"]}}))
    decision = done("decision", browser.send("POST", there + "/decisions", {}))
    done("override", browser.send("POST", f"/v1/decisions/{decision['entry']}/override", {
        "reason": "Overridezeal: seen and talked over", "name": "Wobbleclearer"}))
    record["forms"] = [full, own]
    for path in ("/v1/screen", "/v1/live", "/v1/questions", "/v1/calendar", "/v1/why"):
        done(path, browser.send("POST", path, record))
    for path in (here, here + "/history", here + "/export", there, "/v1/days/2026-03-16",
                 f"/v1/decisions/{decision['entry']}", f"/v1/decisions/{decision['entry']}/replay"):
        done(path, browser.send("GET", path))
    done("search", browser.send("POST", "/v1/clients/search", {"words": "Zebulonia"}))
    # What is refused is not repeated either.
    bad = (400, 403, 404, 409, 413, 415, 422)
    done("a broken record", browser.send("POST", "/v1/screen", '{"record": "Brokenblip", "forms": [Brokenblip'), bad)
    full["answers"]["Brokenblip"] = "Brokenblip"
    done("a wrong answer", browser.send("POST", "/v1/screen", record), bad)
    done("a wrong form", browser.send("POST", here + "/forms", full), bad)
    done("a wrong clearance", browser.send("POST", here + "/clearances", {"check": "Brokenblip", "by": "Wobbleclearer"}), bad)
    done("a wrong search", browser.send("POST", "/v1/clients/search", {"words": "Searchzap", "Brokenblip": 1}), bad)
    done("a wrong lines", browser.send("POST", "/v1/screen", '{"Brokenblip":1}\n[', {"Content-Type": "application/x-ndjson"}), bad + (200,))
    server.raw(b"BROKEN Brokenblip\r\n\r\n")
    return client["id"]


def nothing_is_written_down(server, folder):
    said = {"standard error": server.log.encode(), **folder_bytes(folder, without=("contra.db",))}
    for where, text in said.items():
        for mark in [*marks, anna, ben]:
            check(mark.encode() not in text, f"{where} holds {mark!r}")
    kept = b"".join(folder_bytes(folder).values())
    for mark in ("Zebulonia", "Retin-Zebulon", "Overridezeal"):
        check(mark.encode() in kept, f"the story was not kept at all: {mark}")
    for secret in (anna, ben):
        check(secret.encode() not in kept, "a password is kept")


def starts_that_are_refused(folder):
    def refused(words, *arguments, where=folder):
        try:
            ended = run(contra, "serve", "--data", where, *arguments, timeout=20)
        except subprocess.TimeoutExpired:
            check(False, f"{arguments} started")
            return
        check(ended.returncode == 2 and not ended.stdout, f"{arguments} started")
        check(words in ended.stderr.decode(), f"{arguments}: {ended.stderr.decode()!r} does not say {words!r}")

    empty = new_folder()
    refused("users add NAME --role manager", where=empty)
    refused("for everybody to read", "--address", "0.0.0.0")
    refused("for everybody to read", "--address", "192.0.2.1", "--single-user")
    refused("only this machine", "--address", "0.0.0.0", "--single-user", "--behind-proxy", "--host", "clinic.example")
    refused("only this machine", "--address", "0.0.0.0", "--demo", "--behind-proxy", "--host", "clinic.example", where=empty)
    refused("must know its name", "--behind-proxy")
    refused("both a certificate and its key", "--certificate", "/nonexistent")
    refused("/nonexistent", "--certificate", "/nonexistent", "--key", "/nonexistent")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused(port, "--port", port)
    server = Server(contra, folder)
    refused("in use", "--port", "0")
    check(server.stop(signal.SIGINT) == 0, "Ctrl-C ends it well")


def at_a_terminal(folder, answers, arguments):
    """Runs the command in a terminal and types; gives what the terminal showed, and the exit code (None: still runs)."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(contra, [contra, *arguments, "--data", folder])
    shown, code = b"", None

    def read_until(words, seconds=20):
        nonlocal shown
        start, end = len(shown), time.monotonic() + seconds
        while words not in shown[start:] and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    chunk = os.read(terminal, 65536)
                except OSError:
                    return
                if not chunk:
                    return
                shown += chunk

    for question, answer in answers:
        read_until(question)
        check(question in shown, f"the terminal does not ask {question!r}: {shown!r}")
        os.write(terminal, answer)
    read_until(b"http://", 20)
    os.kill(pid, signal.SIGINT)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return shown, code


def first_start():
    folder = new_folder()
    secret = b"window cactus ladle forty"
    shown, code = at_a_terminal(folder, [
        (b"Name: ", b"../x\n"), (b"Name: ", b"Cleo Example\n"), (b"Password", b"short\n"), (b"Password", secret + b"\n"),
        (b"again", b"something else entirely\n"), (b"Password", secret + b"\n"), (b"again", secret + b"\n")],
        ["serve", "--port", "0"])
    check(b"http://127.0.0.1:" in shown, f"it does not start after the first user: {shown!r}")
    check(code == 0, f"it ends with {code}")
    check(secret not in shown and b"short" not in shown and b"entirely" not in shown, "the terminal shows a password")
    check(b"at least 15 characters" in shown and b"not the same" in shown, "it does not say what is wrong")
    server = Server(contra, folder)
    check(Browser(server).sign_in("Cleo Example", secret.decode()) == 200, "the first user signs in")
    browser = Browser(server)
    browser.sign_in("Cleo Example", secret.decode())
    check(browser.send("GET", "/v1/users")[0] == 200, "the first user manages")
    server.stop()
    _, code = at_a_terminal(new_folder(), [(b"Name: ", b"Cleo\n"), (b"Password", b"half a passw\x03")], ["serve", "--port", "0"])
    check(code == -signal.SIGINT, f"Ctrl-C at the password ends it: {code}")


def users_by_hand(folder):
    def users(*arguments, text=""):
        ended = run(contra, "users", *arguments, "--data", folder, text=text)
        return ended.returncode, ended.stdout.decode(), ended.stderr.decode()

    check(users("list")[1].split()[:2] == ["Anna", "manager"], "users list")
    check(users("add", "anna", "--role", "manager", text=anna + "\n")[0] == 2, "a second Anna")
    check(users("add", "Cleo", text=anna + "\n")[0] == 2, "a user without a role")
    check(users("add", "Cleo", "--role", "practitioner", text="short\n")[0] == 2, "a short password")
    check(users("add", "Cleo", "--role", "practitioner", text="")[0] == 2, "no password")
    check(users("disable", "Anna")[0] == 2, "the last manager is disabled")
    check(users("disable", "Nobody")[0] == 2, "a user that is not there")
    check(users("disable", "ben")[0] == 0, "Ben is disabled")
    server = Server(contra, folder)
    check(Browser(server).sign_in("Ben", ben) == 401, "and does not come in")
    server.stop()
    check(users("enable", "Ben")[0] == 0 and users("password", "Ben", text="window cactus ladle forty\n")[0] == 0, "a new password")
    server = Server(contra, folder)
    check(Browser(server).sign_in("Ben", ben) == 401, "the old password opens nothing")
    check(Browser(server).sign_in("Ben", "window cactus ladle forty") == 200, "the new one does")
    ended = run(contra, "users", "password", "Ben", "--data", folder, text=ben + "\n")
    check(ended.returncode == 2 and b"in use" in ended.stderr, "a folder that is served is left alone")
    browser = Browser(server)
    browser.sign_in("Anna", anna)
    actions = [line["action"] for line in browser.send("GET", "/v1/audit?limit=500")[1]["lines"]]
    for action in ("add user", "disable user", "enable user", "set password"):
        check(action in actions, f"the audit does not tell of {action!r}")
    server.stop()


def with_tls(folder):
    if shutil.which("openssl") is None:
        print("no openssl command: TLS is not tried")
        return
    keys = new_folder()
    certificate, key = os.path.join(keys, "c.pem"), os.path.join(keys, "k.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    context = ssl.create_default_context(cafile=certificate)
    server = Server(contra, folder, "--certificate", certificate, "--key", key, context=context)
    check(server.address.startswith("https://"), f"the address: {server.address}")
    browser = Browser(server)
    check(browser.sign_in("Anna", anna) == 200, "Anna signs in by TLS")
    check(all(name.startswith("__Host-contra-") for name in browser.cookies), f"cookies: {list(browser.cookies)}")
    check(browser.send("GET", "/v1/users")[0] == 200, "and is in")
    check(browser.send("POST", "/v1/clients", {"name": "Invented"}, {"Origin": f"http://localhost:{server.port}"})[0] == 403,
          "a page without TLS writes")
    server.stop()


def main():
    folder = with_users()
    server = Server(contra, folder, "--verbose")
    paths_lead_nowhere(server)
    names_point_here(server)
    pages_of_others(server)
    rights(server)
    story(server)
    check(server.stop() == 0, "it ends well")
    nothing_is_written_down(server, folder)
    starts_that_are_refused(folder)
    users_by_hand(with_users())
    first_start()
    with_tls(folder)
    finish()


main()
