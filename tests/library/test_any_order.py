"""Whatever is done to a library in whatever order: it holds what a dictionary would, and checks clean."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from citekit.library import Library, record_text

keys = st.sampled_from(["a", "A", "b", "con", "x/y", "é", "ж", "q" * 250]) | st.text(
    st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=6
).filter(lambda key: key[0] not in "-@")


class AnyOrder(RuleBasedStateMachine):
    """Records are told apart by a number in their titles, which no operation may lose."""

    records = Bundle("records")

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="citekit-any-order-"))
        self.cache, os.environ["XDG_CACHE_HOME"] = os.environ.get("XDG_CACHE_HOME"), str(self.place / "cache")
        self.library = Library(self.place / "library")
        self.titles: dict[str, set[str]] = {}
        self.number = 0

    def teardown(self) -> None:
        if self.cache is None:
            del os.environ["XDG_CACHE_HOME"]
        else:
            os.environ["XDG_CACHE_HOME"] = self.cache
        shutil.rmtree(self.place)

    def _item(self, key: str) -> dict[str, Any]:
        self.number += 1
        levels = [{"level": "fond", "value": "5"}, {"level": "opis", "value": "1"}]
        levels.append({"level": "delo", "value": str(self.number)})
        place = {"repository": "RGANI", "repository_id": "ru-rgani", "tradition": "ru", "levels": levels}
        part = {"citekit": {"archival": [place], "form": "full"}}
        return {"id": key, "type": "manuscript", "title": f"title-{self.number}", "custom": part}

    @rule(target=records, key=keys)
    def add(self, key: str) -> str:
        (added,) = self.library.add([self._item(key)])
        assert added.outcome == "added"
        self.titles[added.key] = {f"title-{self.number}"}
        return added.key

    @rule(target=records, key=consumes(records), new=keys)
    def rename(self, key: str, new: str) -> str:
        free = self.library._index.taken(new) is False
        if not free:
            return key
        renamed = str(self.library.rename(key, new)["id"])
        self.titles[renamed] = self.titles.pop(key)
        assert self.library.get(key)["id"] == renamed
        return renamed

    @rule(target=records, kept=consumes(records), other=consumes(records))
    def merge(self, kept: str, other: str) -> str:
        item, _ = self.library.merge(kept, other)
        self.titles[kept] |= self.titles.pop(other)
        assert self.library.get(other) == item
        return kept

    @rule(key=consumes(records))
    def remove(self, key: str) -> None:
        self.library.remove(key)
        del self.titles[key]

    @rule(key=records)
    def edit_by_hand(self, key: str) -> None:
        name = self.library._existing(key)
        item = self.library.get(key)
        self.titles[key].add(f"note-{self.number}")
        item["note"] = " ".join(sorted(self.titles[key]))
        (self.library.folder / name).write_text(record_text(item), encoding="utf-8")

    @invariant()
    def holds_what_a_dictionary_would(self) -> None:
        assert self.library.keys() == sorted(self.titles)
        for key, titles in self.titles.items():
            text = record_text(self.library.get(key))
            assert all(title in text for title in titles)
        assert {finding.code for finding in self.library.check()} <= {"merge-undecided"}


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
