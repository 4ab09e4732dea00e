import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from citekit.errors import ZoteroRefused
from citekit.zotero.web import ZoteroNotSet, push_web
from tests.formats.items import RECORDS

pytest.importorskip("pyzotero")
KEY = "secret-key-of-the-user"


class _WebApi(BaseHTTPRequestHandler):
    """The part of api.zotero.org that a push uses."""

    def log_message(self, *arguments):
        pass

    def _answer(self, status, told):
        data = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _allowed(self):
        allowed = self.headers.get("Authorization") == f"Bearer {KEY}"
        if not allowed:
            self._answer(403, f"Forbidden for {self.headers.get('Authorization')}")
        return allowed

    def do_GET(self):
        url = urlparse(self.path)
        if url.path.startswith("/keys/"):
            self._answer(200, {"userID": 42})
        elif self._allowed():
            words = parse_qs(url.query).get("q", [""])[0]
            found = [data for data in self.server.items if words in json.dumps(data, ensure_ascii=False)]
            self._answer(200, [{"key": "X", "data": data} for data in found])

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._allowed():
            return
        self.server.calls.append((self.path, len(body)))
        failed = {
            str(n): {"code": 400, "message": "no"}
            for n, data in enumerate(body)
            if data.get("title") == "bad"
        }
        made = {str(n): f"KEY{n}" for n in range(len(body)) if str(n) not in failed}
        self.server.items += [data for n, data in enumerate(body) if str(n) in made]
        self._answer(200, {"success": made, "unchanged": {}, "failed": failed})


@pytest.fixture
def web(monkeypatch):
    monkeypatch.setenv("ZOTERO_API_KEY", KEY)
    monkeypatch.delenv("ZOTERO_LIBRARY_ID", raising=False)
    monkeypatch.delenv("ZOTERO_LIBRARY_TYPE", raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _WebApi)
    server.items, server.calls = [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def send(web, items, **options):
    said = []
    endpoint = f"http://127.0.0.1:{web.server_address[1]}"
    return [one.outcome for one in push_web(items, said.append, endpoint=endpoint, **options)], said


def test_items_go_to_the_library_of_the_key_and_only_once(web):
    assert set(send(web, RECORDS)[0]) == {"sent"}
    assert web.calls == [("/users/42/items", len(RECORDS))]
    assert set(send(web, RECORDS)[0]) == {"there"}
    assert len(web.calls) == 1
    sent = next(data for data in web.items if data.get("title", "").startswith("Report by N.T. Fedorenko"))
    assert sent["extra"].splitlines()[0] == "Citation Key: fedorenko-1956-report"
    assert sent["creators"] == [{"creatorType": "translator", "lastName": "Goldberg", "firstName": "Gary"}]


def test_fifty_items_a_call_and_notes_as_children(web):
    many = [
        {"id": f"k{n}", "type": "manuscript", "title": f"T{n}", "archive": "A", "annote": "N"}
        for n in range(60)
    ]
    send(web, many)
    assert [count for _, count in web.calls] == [50, 50, 10, 10]
    assert sum(data["itemType"] == "note" for data in web.items) == 60


def test_an_item_that_is_refused_is_named_and_the_others_arrive(web):
    items = [{"id": name, "type": "manuscript", "title": name, "archive": "A"} for name in ("good", "bad")]
    done, said = send(web, items)
    assert done == ["sent"]
    assert "bad: zotero.org refused it: no" in said


def test_a_wrong_key_is_said_so_without_the_key(web, monkeypatch):
    monkeypatch.setenv("ZOTERO_API_KEY", "a-wrong-key")
    monkeypatch.setenv("ZOTERO_LIBRARY_ID", "42")
    with pytest.raises(ZoteroRefused, match="refuses the key") as refused:
        send(web, RECORDS)
    assert "a-wrong-key" not in str(refused.value)


def test_no_key_is_said_so(monkeypatch):
    monkeypatch.delenv("ZOTERO_API_KEY", raising=False)
    with pytest.raises(ZoteroNotSet, match="ZOTERO_API_KEY"):
        push_web(RECORDS, print)
