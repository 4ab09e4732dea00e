"""A server on a free loopback port that behaves as Zotero's connector and local API do."""

import json
import threading
import xml.etree.ElementTree as ElementTree
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
Z = "{http://www.zotero.org/namespaces/export#}"
DC = "{http://purl.org/dc/elements/1.1/}"


class Zotero(ThreadingHTTPServer):
    """What Zotero holds and how it is set: ``items`` (their API data), ``sessions`` seen, ``imports``."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.items, self.sessions, self.imports, self.requests = [], set(), [], []
        self.read_only = self.busy = self.api_off = False
        self.readable = True

    @property
    def port(self):
        return self.server_address[1]


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def _answer(self, status, body, kind="application/json", **headers):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _refused(self):
        """Zotero refuses browsers, and has no time while it is busy."""
        self.server.requests.append(self.path)
        if self.headers.get("User-Agent", "").startswith("Mozilla/") or self.headers.get("Origin"):
            self._answer(403, "")
        elif self.server.busy:
            self._answer(503, "Service Unavailable", "text/plain")
        else:
            return False
        return True

    def do_GET(self):
        if self._refused():
            return
        url = urlparse(self.path)
        if url.path == "/connector/ping":
            self._answer(200, "<!DOCTYPE html><html><body>Zotero is running</body></html>", "text/html")
        elif url.path == "/api/users/0/items" and self.server.api_off:
            self._answer(403, "Local API is not enabled", "text/plain")
        elif url.path == "/api/users/0/items":
            self._items(parse_qs(url.query))
        else:
            self._answer(404, "No endpoint found", "text/plain")

    def _items(self, query):
        words = query.get("q", [""])[0].lower()
        found = [data for data in self.server.items if words in json.dumps(data, ensure_ascii=False).lower()]
        start, limit = int(query.get("start", ["0"])[0]), int(query.get("limit", ["25"])[0])
        page = [{"key": data.get("key", "X"), "data": data} for data in found[start : start + limit]]
        self._answer(200, page, Total_Results=str(len(found)))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._refused():
            return
        url = urlparse(self.path)
        if url.path == "/connector/getSelectedCollection":
            told = {"libraryID": 1, "libraryName": "My Library", "name": "Cold War", "id": 5}
            self._answer(200, told | {"libraryEditable": not self.server.read_only})
        elif url.path == "/connector/import":
            self._import(parse_qs(url.query).get("session", [""])[0], body)
        else:
            self._answer(404, "No endpoint found", "text/plain")

    def _import(self, session, body):
        if session in self.server.sessions:
            self._answer(409, {"error": "SESSION_EXISTS"})
            return
        self.server.sessions.add(session)
        if not self.server.readable:
            self._answer(400, "No translator found", "text/plain")
            return
        if self.server.read_only:
            self._answer(500, {"libraryEditable": False})
            return
        made = [_data(node) for node in ElementTree.fromstring(body) if node.find(f"{Z}itemType") is not None]
        abouts = [node.get(f"{RDF}about") for node in ElementTree.fromstring(body)]
        assert len(abouts) == len(set(abouts)), "of two items with one rdf:about Zotero drops the second"
        self.server.imports.append(made)
        self.server.items += made
        self._answer(201, made)


def _data(node):
    """The fields that Zotero takes from an item's own properties."""
    data = {child.tag.removeprefix(Z): child.text or "" for child in node if child.tag.startswith(Z)}
    data["title"] = node.findtext(f"{DC}title") or ""
    data["date"] = node.findtext(f"{DC}date") or ""
    return data


@pytest.fixture
def zotero(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server = Zotero()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
