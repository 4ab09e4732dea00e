"""A library in a folder of its own, its index in a cache of its own, and records to put there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citekit.library import Library


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.delenv("CITEKIT_LIBRARY", raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def document() -> Callable[..., dict[str, Any]]:
    """``document(key, title, fond="5", …, **fields)``: a record as ``to_csl`` makes it."""

    def make(
        key: str = "fedorenko-1956",
        title: str | None = "Report by N.T. Fedorenko on a Conversation with Ri Sang-jo",
        *,
        repository: str | None = "RGANI",
        repository_id: str | None = "ru-rgani",
        fond: str = "5",
        opis: str = "28",
        delo: str = "412",
        listy: str | None = "224-228",
        **fields: Any,
    ) -> dict[str, Any]:
        levels = [
            {"level": level, "value": value}
            for level, value in (("fond", fond), ("opis", opis), ("delo", delo), ("listy", listy))
            if value
        ]
        place: dict[str, Any] = {"repository": repository, "tradition": "ru", "levels": levels}
        if repository_id:
            place["repository_id"] = repository_id
            place["repository_name"] = "Russian State Archive of Contemporary History"
        item = {
            "id": key,
            "citation-key": key,
            "type": "manuscript",
            "issued": {"date-parts": [[1956, 9, 5]]},
            "archive": "Russian State Archive of Contemporary History (RGANI)",
            "archive-place": "Moscow",
            "archive_location": ", ".join(f"{level['level']} {level['value']}" for level in levels),
            "translator": [{"family": "Goldberg", "given": "Gary"}],
            "custom": {
                "citekit": {
                    "archival": [place],
                    "credits": [{"role": "obtained-by", "names": ["Nobuo Shimotomai"]}],
                    "form": "full",
                }
            },
        }
        if title:
            item["title"] = title
        return item | fields

    return make
