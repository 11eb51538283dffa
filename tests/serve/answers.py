"""Every answer of a running `contra serve --demo` fits the description of the API that it serves itself, and every
operation of it is called at least once.

Arguments: the command, the source folder.
"""

import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import jsonschema

warnings.simplefilter("ignore", DeprecationWarning)

TODAY = "2026-03-16"
RECORD = {
    "record": "contra.intake/1", "visit": TODAY, "plan": [{"treatment": "microneedling"}],
    "forms": [{"kind": "full", "signed": TODAY, "by": "client", "answers": {"pregnant": "no"}}],
}


class Api:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.faults, self.called, self.csrf, self.statuses = [], set(), "", set()
        self.document = json.loads(self.raw("GET", "/v1/openapi.json")[2])
        self.resolver = jsonschema.RefResolver.from_schema(self.document)
        self.patterns = [(re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path) + "$"), path) for path in self.document["paths"]]
        self.patterns.sort(key=lambda pattern: "{" in pattern[1])
        self.schemas = {}

    def raw(self, method, target, body=None, type_="application/json", headers=None):
        sent = {"X-Contra-Token": self.csrf} if hasattr(self, "csrf") and self.csrf else {}
        if body is not None:
            sent["Content-Type"] = type_
        sent.update(headers or {})
        self.connection.request(method, target, body, sent)
        answer = self.connection.getresponse()
        return answer.status, (answer.getheader("Content-Type") or "").split(";")[0], answer.read()

    def resolve(self, node):
        while "$ref" in node:
            node = self.resolver.resolve(node["$ref"])[1]
        return node

    def hold(self, what, value, schema):
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        error = jsonschema.exceptions.best_match(validator.iter_errors(value))
        if error is not None:
            self.faults.append(f"{what}: {error.json_path}: {error.message[:200]}")

    def hold_to(self, which, what, value):
        if which not in self.schemas:
            schema = self.call("GET", "/v1/schemas/" + which)
            jsonschema.Draft202012Validator.check_schema(schema)
            self.schemas[which] = jsonschema.Draft202012Validator(schema)
        error = jsonschema.exceptions.best_match(self.schemas[which].iter_errors(value))
        if error is not None:
            self.faults.append(f"{what} ({which}): {error.json_path}: {error.message[:200]}")

    def call(self, method, target, body=None, type_="application/json", expect=None):
        """The answer's JSON, or its bytes."""
        sent = body if body is None or isinstance(body, (str, bytes)) else json.dumps(body)
        status, content, got = self.raw(method, target, sent, type_)
        path = next((path for pattern, path in self.patterns if pattern.match(target.split("?")[0])), None)
        what = f"{method} {path} -> {status}"
        operation = self.document["paths"].get(path, {}).get(method.lower())
        if operation is None:
            self.faults.append(what + ": is not described")
            return None
        self.called.add((method.lower(), path))
        self.statuses.add(status)
        if expect is not None and status != expect:
            self.faults.append(f"{what}: {expect} was expected: {got[:300]!r}")
        responses = operation["responses"]
        described = self.resolve(responses.get(str(status)) or responses["default"])
        if str(status) not in responses:
            self.faults.append(what + ": this status is not described")
        if status == 204:
            if got or "content" in described:
                self.faults.append(what + ": there is a body")
            return None
        if content not in described.get("content", {}):
            self.faults.append(f"{what}: {content} is not described")
            return got
        if not content.endswith("json") or content.endswith("ndjson"):
            return got
        value = json.loads(got)
        self.hold(what, value, described["content"][content]["schema"])
        return value


def rules(api, root):
    api.call("GET", "/v1/packs", expect=200)
    for query in ("", "?treatment=microneedling", "?treatment=peel&treatment=led"):
        api.hold_to("form", "form" + query, api.call("GET", "/v1/form" + query, expect=200))
    api.call("GET", "/v1/form?treatment=nobody", expect=404)
    api.call("GET", "/v1/schemas/nobody", expect=404)
    for which in ("intake", "verdict"):
        api.call("GET", "/v1/schemas/" + which, expect=200)
    texts = [path.read_text() for path in sorted((root / "samples" / "intakes").glob("*.json"))]
    for text in texts + [json.dumps(RECORD)]:
        live = api.call("POST", "/v1/live", text)
        if "decision" not in live:
            continue
        api.hold_to("decision", "live", live["decision"])
        api.hold_to("next", "live", live["next"])
    for text in texts[::8] + [json.dumps(RECORD)]:
        for name in ("screen", "questions", "calendar", "why"):
            api.call("POST", "/v1/" + name, text)
    lines = "\n".join(json.dumps(json.loads(text)) for text in texts[:5]) + "\nno record\n"
    for kind in ("verdict", "reasons", "full"):
        got = api.call("POST", "/v1/screen?lines=" + kind, lines, "application/x-ndjson", 200).decode()
        values = [json.loads(line) for line in got.splitlines()]
        if [value["record"] for value in values[-1:]] != ["contra.refusal/1"] or len(values) != 6:
            api.faults.append("a batch does not give a line for each record")
        for value in values[:-1]:
            api.hold_to("decision" if kind == "full" else "verdict", "batch", value)
    api.call("POST", "/v1/screen?on=tomorrow", RECORD, expect=400)
    api.call("POST", "/v1/calendar?months=25", RECORD, expect=400)
    api.call("POST", "/v1/why?only=nobody", RECORD, expect=404)
    api.call("POST", "/v1/screen", "{", expect=422)
    for kind in ("consultation", "before", "after", "about"):
        api.call("POST", f"/v1/sheets/{kind}?format=json", RECORD, expect=200)
        api.call("POST", f"/v1/sheets/{kind}?paper=letter", RECORD, expect=200)
    api.call("POST", "/v1/sheets/nobody", RECORD, expect=404)


def clinic(api):
    client = api.call("POST", "/v1/clients", {"name": "Anna Example"}, expect=201)["client"]
    at = "/v1/clients/" + client["id"]
    api.call("POST", "/v1/clients", {"nam": "Anna Example"}, expect=422)
    api.call("POST", "/v1/clients/search", {"words": "exam"}, expect=200)
    api.call("PUT", at, {"version": client["version"], "name": "Anna Example", "note": "invented"}, expect=200)
    api.call("PUT", at, {"version": client["version"], "name": "Anna Example"}, expect=409)
    api.call("POST", at + "/forms", {"kind": "full", "signed": TODAY, "by": "client", "answers": {"pregnant": "no"}}, expect=201)
    api.call("POST", at + "/forms", {"kind": "full", "signed": TODAY, "by": "client", "answers": {"nobody": "no"}}, expect=422)
    clearance = api.call("POST", at + "/clearances", {"check": "anticoagulant", "by": "prescriber", "name": "Dr Invented", "on": TODAY}, expect=201)
    api.call("GET", at, expect=200)
    api.call("DELETE", f"{at}/clearances/{clearance['entry']}", expect=204)
    api.call("DELETE", f"{at}/clearances/999999", expect=404)
    plan = [{"treatment": "microneedling", "area": ["face"], "depth": {"mm": 1}}]
    made = api.call("POST", "/v1/appointments", {"client": client["id"], "day": TODAY, "time": "09:00", "plan": plan}, expect=201)["appointment"]
    appointment = "/v1/appointments/" + made["id"]
    api.call("GET", appointment + "/draft", expect=200)
    api.call("PUT", appointment + "/draft", {"version": 0, "draft": {"forms": [], "plan": plan}}, expect=200)
    api.call("PUT", appointment + "/draft", {"version": 0, "draft": {}}, expect=409)
    api.call("GET", appointment, expect=200)
    api.call("DELETE", appointment + "/draft", expect=204)
    api.call("PUT", appointment, {"version": made["version"], "day": TODAY, "time": "09:30", "plan": plan}, expect=200)
    api.call("GET", "/v1/days/" + TODAY, expect=200)
    api.call("GET", "/v1/days/today", expect=400)
    decision = api.call("POST", appointment + "/decisions", expect=201)
    api.hold_to("decision", "decided", decision["decision"])
    entry = f"/v1/decisions/{decision['entry']}"
    api.call("GET", entry, expect=200)
    api.call("GET", entry + "/replay", expect=200)
    api.call("POST", entry + "/session", {"ended": TODAY + "T00:10"}, expect=409)
    api.call("POST", entry + "/override", {"reason": "short", "name": "K. Example"}, expect=422)
    api.call("POST", entry + "/override", {"reason": "An invented reason.", "name": "K. Example"}, expect=201)
    api.call("POST", entry + "/session", {"ended": TODAY + "T00:00"}, expect=201)
    api.call("GET", entry, expect=200)
    for kind in ("consultation", "before", "after", "about"):
        api.call("GET", f"{entry}/sheets/{kind}", expect=200)
        api.call("GET", f"{entry}/sheets/{kind}?format=json", expect=200)
    api.call("GET", entry + "/calendar.ics")
    api.call("GET", "/v1/decisions/999999", expect=404)
    rows = {"appointments": [{"name": "Berta Example", "day": TODAY, "treatment": "led"}]}
    api.call("POST", "/v1/import", rows, expect=201)
    api.call("POST", "/v1/import", "name,day,treatment\nBerta Example,03/04/2026,led\n", "text/csv", 422)
    api.call("GET", at + "/history", expect=200)
    for one in api.call("POST", "/v1/clients/search", {"words": ""}, expect=200)["clients"]:
        api.hold_to("export", "export", api.call("GET", "/v1/clients/" + one["id"] + "/export", expect=200))
    other = api.call("POST", "/v1/appointments", {"client": client["id"], "day": TODAY, "plan": plan}, expect=201)["appointment"]
    api.call("DELETE", "/v1/appointments/" + other["id"], expect=204)
    for line in api.call("GET", "/v1/days/" + TODAY, expect=200)["appointments"]:
        api.call("GET", "/v1/appointments/" + line["appointment"]["id"], expect=200)
        api.call("GET", "/v1/clients/" + line["appointment"]["client"], expect=200)
        if line["decision"] is not None:
            api.call("GET", f"/v1/decisions/{line['decision']}", expect=200)
    api.call("DELETE", at, {"reason": "An invented wish."}, expect=200)
    api.call("GET", at, expect=410)


def access(api):
    api.call("GET", "/v1/users", expect=200)
    password = "four invented words here 41"
    api.call("POST", "/v1/users", {"name": "M. Example", "role": "manager", "password": password}, expect=201)
    api.call("POST", "/v1/users", {"name": "K. Example", "role": "practitioner", "password": password}, expect=201)
    api.call("POST", "/v1/users", {"name": "K. Example", "role": "practitioner", "password": password}, expect=409)
    api.call("PATCH", "/v1/users/K.%20Example", {"disabled": True}, expect=200)
    token = api.call("POST", "/v1/tokens", {"name": "evening list", "scopes": ["screen"]}, expect=201)
    api.call("GET", "/v1/tokens", expect=200)
    api.call("DELETE", "/v1/tokens/" + token["id"], expect=204)
    api.call("GET", "/v1/audit?limit=500", expect=200)
    api.call("POST", "/v1/session", {"name": "K. Example", "password": password})
    api.call("PUT", "/v1/session/password", {"current": password, "password": password + "9"})
    api.call("DELETE", "/v1/session")


def system(api):
    api.call("GET", "/healthz", expect=200)
    api.call("GET", "/metrics", expect=200)
    api.call("GET", "/v1/openapi.json", expect=200)


def main():
    command, root = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            [command, "serve", "--demo", "--data", data, "--port", "0", "--today", TODAY],
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        )
        try:
            port = int(re.search(r":(\d+)/", server.stdout.readline()).group(1))
            api = Api(port)
            api.csrf = api.call("GET", "/v1/session", expect=200)["csrf"]
            rules(api, root)
            clinic(api)
            access(api)
            system(api)
        finally:
            server.terminate()
            server.wait(30)
    for path, operations in api.document["paths"].items():
        for method in operations:
            if (method, path) not in api.called:
                api.faults.append(f"{method} {path} was not called")
    print("\n".join(api.faults))
    print(f"{len(api.called)} operations called, statuses {sorted(api.statuses)}")
    return 1 if api.faults else 0


if __name__ == "__main__":
    sys.exit(main())
