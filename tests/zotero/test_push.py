import json
import socket
import threading

import pytest
from click.testing import CliRunner

from citekit.cli.zotero import command
from citekit.errors import ZoteroRefused, ZoteroUnavailable
from citekit.zotero.connector import Connector
from citekit.zotero.push import push
from tests.formats.items import RECORDS

FEDORENKO = next(record for record in RECORDS if record["id"] == "fedorenko-1956-report")


def outcomes(zotero, items=RECORDS, **options):
    said = []
    return [one.outcome for one in push(items, Connector(zotero.port), said.append, **options)], said


def test_items_arrive_once_in_the_selected_collection(zotero):
    sent, said = outcomes(zotero)
    assert set(sent) == {"sent"}
    assert said == ["into Cold War"]
    assert [len(made) for made in zotero.imports] == [len(RECORDS)]
    arrived = next(data for data in zotero.items if data["citationKey"] == FEDORENKO["id"])
    assert arrived["archiveLocation"] == "fond 5, opis 28, delo 412, listy 224–228"
    assert arrived["archive"] == "Russian State Archive of Contemporary History (RGANI)"
    assert arrived["extra"].splitlines()[0] == "archive-place: Moscow"


@pytest.mark.parametrize("api_off", [False, True])
def test_a_repeated_command_sends_only_what_is_not_there(zotero, api_off):
    zotero.api_off = api_off
    outcomes(zotero, RECORDS[:2])
    again, _ = outcomes(zotero, RECORDS[:3])
    assert again == ["there", "there", "sent"]
    assert [len(made) for made in zotero.imports] == [2, 1]


def test_a_zotero_that_breaks_off_is_no_zotero_that_is_not_running():
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: server.accept()[0].close(), daemon=True).start()
        with pytest.raises(ZoteroUnavailable, match="broke off"):
            Connector(server.getsockname()[1]).ping()


def test_items_of_any_shape_are_sent(zotero):
    odd = {"id": "k", "type": "book", "title": "A\x00 B", "author": ["Smith", 7], "custom": "x"}
    assert outcomes(zotero, [odd])[0] == ["sent"]
    assert [data["title"] for data in zotero.items] == ["A B"]


def test_what_was_deleted_in_zotero_can_be_sent_again(zotero):
    outcomes(zotero, [FEDORENKO])
    zotero.items.clear()
    assert outcomes(zotero, [FEDORENKO])[0] == ["sent"]


def test_again_sends_what_is_there(zotero):
    outcomes(zotero, [FEDORENKO])
    assert outcomes(zotero, [FEDORENKO], again=True)[0] == ["sent"]
    assert len(zotero.imports) == 2


def test_an_item_that_a_user_typed_in_zotero_is_known_by_title_date_and_place(zotero):
    zotero.items.append(
        {
            "itemType": "manuscript",
            "title": FEDORENKO["title"],
            "date": "1956-09-05",
            "archive": FEDORENKO["archive"],
            "archiveLocation": FEDORENKO["archive_location"],
            "url": FEDORENKO["URL"],
        }
    )
    assert outcomes(zotero, [FEDORENKO])[0] == ["there"]
    assert zotero.imports == []


def test_a_session_that_zotero_has_seen_counts_as_there(zotero, tmp_path):
    zotero.api_off = True
    outcomes(zotero, [FEDORENKO])
    (tmp_path / "state" / "citekit" / "zotero-sent.txt").unlink()
    assert outcomes(zotero, [FEDORENKO])[0] == ["there"]


def test_many_items_are_compared_with_the_whole_library_at_once(zotero):
    many = [{**FEDORENKO, "id": f"k{n}", "citation-key": f"k{n}", "title": f"Report {n}"} for n in range(120)]
    outcomes(zotero, many)
    assert [len(made) for made in zotero.imports] == [100, 20]
    asked = len(zotero.requests)
    assert set(outcomes(zotero, many)[0]) == {"there"}
    assert len(zotero.requests) - asked < 10


def test_a_read_only_library_is_said_so_and_gets_nothing(zotero):
    zotero.read_only = True
    with pytest.raises(ZoteroRefused, match="read-only"):
        outcomes(zotero)
    assert zotero.imports == []


def test_a_text_that_no_translator_takes_is_said_so_and_not_remembered(zotero):
    zotero.readable, zotero.api_off = False, True
    with pytest.raises(ZoteroRefused, match="could not read"):
        outcomes(zotero, [FEDORENKO])
    zotero.readable = True
    zotero.sessions.clear()
    assert outcomes(zotero, [FEDORENKO])[0] == ["sent"]


def test_a_busy_zotero_is_said_so(zotero):
    zotero.busy = True
    with pytest.raises(ZoteroUnavailable, match="busy"):
        outcomes(zotero)


def test_no_zotero_is_said_so():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ZoteroUnavailable, match="not running"):
        push([FEDORENKO], Connector(port), print)


def test_the_command_prints_what_became_of_each_item(zotero, tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps([FEDORENKO]), "utf-8")
    arguments = ["push", str(path), "--port", str(zotero.port)]
    first = CliRunner().invoke(command, arguments, standalone_mode=False)
    second = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert (first.stdout, first.return_value) == (f"sent {FEDORENKO['id']}\n", 0)
    assert (second.stdout, second.return_value) == (f"was there {FEDORENKO['id']}\n", 0)
    third = CliRunner().invoke(command, [*arguments, "--json"], standalone_mode=False)
    assert json.loads(third.stdout) == [{"key": FEDORENKO["id"], "outcome": "there"}]
    assert "citekit: into Cold War\n" in first.stderr
