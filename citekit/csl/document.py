"""What a caller hands over, read: items, citations, and what is listed without being cited.

Public: :func:`read_items`, :func:`read_citations`, :func:`registered`. What cannot be read is passed over, and a
warning says so; only what is no list at all is the caller's mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from citekit.csl.archival import prepare, sheet_locator
from citekit.csl.context import FIRST, IBID_WITH_LOCATOR, AuthorMode, Cite
from citekit.csl.errors import DataError
from citekit.csl.item import (
    DATE_VARIABLES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    STRING_VARIABLES,
    Item,
)
from citekit.csl.json_text import text_of
from citekit.csl.numbers import LOCATORS, leading_label
from citekit.csl.person import Person
from citekit.csl.rendering import Citation

_LABELS = {"sub verbo": "sub-verbo", "": "page"}


def read_items(items: Any, warnings: list[str]) -> dict[str, Item]:
    """The items by their ids; of several with one id the last counts."""
    if not isinstance(items, (list, tuple)):
        raise DataError("items are no list of CSL-JSON items")
    found: dict[str, Item] = {}
    met: dict[Any, Person] = {}
    for place, data in enumerate(items, 1):
        if not isinstance(data, dict):
            warnings.append(f"item {place} is no CSL-JSON item and was passed over")
            continue
        if data.get("id") is None:
            data = {**data, "id": f"item-{place}"}
            warnings.append(f"item {place} has no id, and is {data['id']!r} here")
        item = Item(data, met)
        prepare(item)
        if item.id in found:
            warnings.append(f"the item {item.id!r} is there twice; the later one counts")
        found[item.id] = item
        warnings += _passed_over(data, item)
    return found


def _passed_over(data: Mapping[str, Any], item: Item) -> Iterator[str]:
    """What an item has under the name of a variable, and nothing of it can be printed."""
    present = item.present
    for name, value in data.items():
        if value.__class__ is str or not value:
            continue
        if name in present:
            if name in DATE_VARIABLES and isinstance(value, dict) and _has_more(value, item, name):
                yield f"the item {item.id!r} has in {name} a month or a day that there is not"
            elif (
                name in NAME_VARIABLES and isinstance(value, list) and _filled(value) > len(item.names(name))
            ):
                yield f"the item {item.id!r} has in {name} a name that cannot be read"
            continue
        if name in NAME_VARIABLES:
            yield f"the item {item.id!r} names nobody in {name} that can be read"
        elif name in DATE_VARIABLES:
            yield f"the item {item.id!r} has no date in {name} that can be read"
        elif name in STRING_VARIABLES or name in NUMBER_VARIABLES:
            yield f"the item {item.id!r} has no text in {name}, which was passed over"


def _filled(names: list[Any]) -> int:
    """How many of the names say anything."""
    return sum(1 for name in names if (any(name.values()) if isinstance(name, dict) else name))


def _has_more(value: Mapping[str, Any], item: Item, name: str) -> bool:
    """Whether a date says more than could be read of it."""
    parts, date = value.get("date-parts"), item.date(name)
    if date is None or not isinstance(parts, (list, tuple)):
        return False
    return any(
        len(end) > len(kept) and len([part for part in end if part]) > max(len(kept), 1)
        for end, kept in zip(parts, (date.start, date.end), strict=False)
        if isinstance(end, (list, tuple))
    )


def read_citations(
    citations: Any, known: Mapping[str, Item], warnings: list[str], *, document: bool
) -> list[Citation]:
    """The citations with the cites whose items are ``known``."""
    if not isinstance(citations, (list, tuple)):
        raise DataError("citations are no list")
    return [_citation(data, known, warnings, document=document) for data in citations]


def _citation(data: Any, known: Mapping[str, Item], warnings: list[str], *, document: bool) -> Citation:
    properties = data.get("properties") if isinstance(data, dict) else None
    cites = data.get("citationItems") if isinstance(data, dict) else None
    if not isinstance(cites, (list, tuple)):
        warnings.append("a citation has no list of citationItems and prints nothing")
        cites = ()
    note = _whole(properties.get("noteIndex") if isinstance(properties, dict) else 0)
    found = []
    for cite in cites:
        if not isinstance(cite, dict):
            warnings.append(f"a citation names {cite!r}, which is no cite of an item")
            continue
        item = known.get(str(cite.get("id")))
        if item is None:
            warnings.append(f"a citation names the item {cite.get('id')!r}, which is not there")
            continue
        found.append(_cite(cite, item, note, warnings, document=document))
    return Citation(found, note)


def _cite(data: Mapping[str, Any], item: Item, note: int, warnings: list[str], *, document: bool) -> Cite:
    label, locator = text_of(data.get("label")), text_of(data.get("locator")).strip()
    label, locator = sheet_locator(item, label, locator)
    if not label or label == "page":
        label, locator = leading_label(locator)
    cite = Cite(item)
    cite.locator, cite.label, cite.note = locator, _LABELS.get(label, label), note
    if locator and cite.label not in LOCATORS:
        warnings.append(f"CSL knows no locator {cite.label!r}, which {item.id!r} is cited by")
    cite.prefix, cite.suffix = text_of(data.get("prefix")), text_of(data.get("suffix"))
    if data.get("author-only"):
        cite.author_mode = AuthorMode.ALONE
    elif data.get("suppress-author"):
        cite.author_mode = AuthorMode.LEFT_OUT
    if locator and cite.label in ("page", "folio"):
        cite.terms = item.sheet_terms
    if not document:
        cite.position = min(_whole(data.get("position"), FIRST), IBID_WITH_LOCATOR)
        cite.near_note = bool(data.get("near-note"))
        cite.first_note = _whole(data.get("first-reference-note-number"))
    return cite


def _whole(value: Any, default: int = 0) -> int:
    """A number of notes or a position, which is never negative."""
    text = text_of(value)
    return int(text) if text.isdecimal() and len(text) < 10 else default


def registered(
    known: Mapping[str, Item],
    clusters: Sequence[Citation],
    nocite: Iterable[str] | Literal["all"] | None,
    warnings: list[str],
    *,
    document: bool,
) -> list[Item]:
    """The items of a document: those cited in the order of citing, then what ``nocite`` lists."""
    if not document:
        return list(known.values())
    cited = [cite.item.id for cluster in clusters for cite in cluster.cites]
    if nocite == "all":
        further = list(known)
    elif isinstance(nocite, str):
        further = [nocite]
    else:
        try:
            further = [str(key) for key in nocite or ()]
        except TypeError as error:
            raise DataError("nocite is no list of ids") from error
    warnings += [f"nocite names the item {key!r}, which is not there" for key in further if key not in known]
    return [known[key] for key in dict.fromkeys([*cited, *further]) if key in known]
