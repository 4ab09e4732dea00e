"""The YAML header of a draft, as pandoc reads it: where the works are, which style, which language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from citekit.manuscript.markdown import Trouble

_KEY_LIST = re.compile(r"@(?:\{([^{}]+)\}|([\w*](?:\w|[:.#$%&+?<>~/-](?=\w))*))")


@dataclass(frozen=True, slots=True)
class Header:
    """What a draft says of itself. ``references`` are CSL items written out in the header; ``nocite`` the
    keys that the bibliography has although no note does (``*`` for all); ``bibliography`` files as named."""

    bibliography: tuple[str, ...] = ()
    csl: str | None = None
    lang: str | None = None
    nocite: tuple[str, ...] = ()
    references: tuple[dict[str, Any], ...] = ()
    suppress_bibliography: bool = False
    notes_after_punctuation: bool = True
    bibliography_title: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    troubles: tuple[Trouble, ...] = field(default=())


def read_header(text: str) -> Header:
    """The header in ``text``, its fences included; a broken one is empty, with its trouble."""
    if not text.strip():
        return Header()
    import yaml

    inside = re.sub(r"\A---[^\n]*\n|\n(?:---|\.\.\.)\s*\Z", "\n", text)
    try:
        data = yaml.load(inside, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else 0
        problem = getattr(error, "problem", None) or "is not YAML"
        at = sum(len(row) + 1 for row in inside.split("\n")[:line])
        message = f"the YAML header cannot be read ({problem}), so nothing in it is used"
        return Header(troubles=(Trouble("header-broken", message, at),))
    if not isinstance(data, dict):
        message = "the YAML header has no `name: value` lines, so nothing in it is used"
        return Header(troubles=(Trouble("header-broken", message, 0),))
    return Header(
        bibliography=_texts(data.get("bibliography")),
        csl=_text(data.get("csl") or data.get("citation-style")),
        lang=_text(data.get("lang")),
        nocite=tuple(
            braced or bare for braced, bare in _KEY_LIST.findall(" ".join(_texts(data.get("nocite"))))
        ),
        references=tuple(item for item in _list(data.get("references")) if isinstance(item, dict)),
        suppress_bibliography=_text(data.get("suppress-bibliography")) == "true",
        notes_after_punctuation=_text(data.get("notes-after-punctuation")) != "false",
        bibliography_title=_text(data.get("reference-section-title")),
        title=_text(data.get("title")),
        authors=_texts(data.get("author")),
        date=_text(data.get("date")),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _texts(value: Any) -> tuple[str, ...]:
    names = (item.get("name") if isinstance(item, dict) else item for item in _list(value))
    return tuple(name for name in names if isinstance(name, str))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
