"""Records what the reference services answer, for the contract tests of ours.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python record.py user-service && venv/bin/python record.py notification-service
"""

import base64
import importlib
import json
import platform
import socket
import sys
import threading
import time
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path

import cases
import uvicorn

HEADERS = ("allow", "content-type", "location")
COUNTED = {"user-service": "counted_users", "notification-service": "counted_notifications"}
PACKAGES = ("fastapi", "starlette", "uvicorn", "pydantic", "email-validator", "prometheus-fastapi-instrumentator")


def main(service: str) -> None:
    module = service.replace("-", "_")
    port = serve(importlib.import_module(module).app)
    counted = [record(port, case) for case in getattr(cases, COUNTED[service])]
    metrics = ask(port, cases.get("/metrics"))["body"]
    document = {
        "recordedFrom": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "counted": counted,
        "metrics": [line for line in metrics.split("\n") if line.startswith(("http_", "# TYPE http_"))],
        "answers": [record(port, case) for case in getattr(cases, module)],
    }
    write(Path(__file__).parent.parent / service / "test" / "fastapi-answers.json", document)


def serve(app) -> int:
    """Serves from a thread of this process; returns the port once it answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return listener.getsockname()[1]


def record(port: int, case: cases.Case) -> dict:
    is_text = isinstance(case.body, str)
    body = {"body": case.body} if is_text else {"bodyBase64": base64.b64encode(case.body).decode()}
    request = {"method": case.method, "path": case.path, "headers": case.headers, **(body if case.body else {})}
    if case.times > 1:
        request["times"] = case.times
    answer = ask(port, case)
    location = answer["headers"].get("location")
    if location:
        # what a client gets in the end; the address has a random port
        path = location.removeprefix(f"http://127.0.0.1:{port}")
        answer["headers"]["location"] = path
        answer["followed"] = ask(port, case._replace(path=path))
    return {"name": case.name, "request": request, "answer": answer}


def ask(port: int, case: cases.Case) -> dict:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    body = case.body.encode() if isinstance(case.body, str) else case.body
    connection.request(case.method, case.path, body * case.times or None, case.headers)
    response = connection.getresponse()
    text = response.read().decode()
    headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    connection.close()
    is_json = headers.get("content-type") == "application/json" and text
    return {"status": response.status, "headers": headers, "body": json.loads(text) if is_json else text}


def write(file: Path, document: dict) -> None:
    """One line an answer, so that a change shows as what it is."""
    parts = (f"{json.dumps(name)}: {lines(part)}" for name, part in document.items())
    file.write_text("{" + ",\n".join(parts) + "}\n")


def lines(part: list | dict) -> str:
    return "[\n" + ",\n".join(map(json.dumps, part)) + "\n]" if isinstance(part, list) else json.dumps(part)


if __name__ == "__main__":
    main(sys.argv[1])
