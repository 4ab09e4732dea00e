"""A language's BCP 47 tag from its name, as pages, exports and credits give it.

Public: :func:`language_tag`, :func:`tag_of`. The names are in ``languages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_AROUND = re.compile(
    r"^(?:in|auf|en|в|на)\s+|^(?:język|langue|lengua|idioma|língua|lingua|limba|jazyk|језик|jezik)\s+"
    r"|\s+(?:language|язык|мова|nyelv|jazyk|jezik|език|keel|valoda|kalba)$"
)


def language_tag(words: str) -> str:
    """The tag of a language's name or ISO 639-2 code; the words where it is unknown, or where they name several."""
    return tag_of(words) or words


def tag_of(words: str) -> str | None:
    """The tag of a language's name or ISO 639-2 code; None where it is unknown."""
    name = words.strip(' "[].').casefold()
    return _tags().get(name) or _tags().get(_AROUND.sub("", name))


@cache
def _tags() -> dict[str, str]:
    text = files(__package__).joinpath("languages.toml").read_text(encoding="utf-8")
    return {name: tag for tag, names in tomllib.loads(text).items() for name in names}
