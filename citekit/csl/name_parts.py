"""One name, its parts in their order (CSL 1.0.2, "Name-part Order", "Name-part formatting", "initialize-with").

Public: :func:`name_tokens`, :func:`sort_text`, :func:`initials`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citekit.csl.look import Look
from citekit.csl.name_options import NameOptions
from citekit.csl.person import Person
from citekit.csl.rich_text import is_plain, parse
from citekit.csl.tree import Affix, Mark, Token, Tokens

INITIALS, WHOLE = 1, 2
"""How much of a given name disambiguation asks for."""

_APOSTROPHES = ("'", "’", "-", "\u2010", " ")


def name_tokens(name: Person, options: NameOptions, inverted: bool, given_level: int) -> Tokens:
    """The name as printed: ``inverted`` with the family first, ``given_level`` what disambiguation asks for."""
    key = (options.number, inverted, given_level, options.letters)
    found = name.forms.get(key)
    if found is None:
        found = name.forms[key] = (
            _body(name, options)
            if name.literal
            else _whole(_formatted(name, options, inverted, given_level), options)
        )
    return found


def _body(name: Person, options: NameOptions) -> Tokens:
    """A body, in the formatting of cs:name and of family names, without the affixes of either (beyond CSL: styles
    are written for it)."""
    return tuple(_coalesced(_dressed(name.literal, options.body, options)))


def _whole(tokens: list[Token], options: NameOptions) -> Tokens:
    """The name in the formatting and the affixes of cs:name, which neither delimiters nor "and" have."""
    look = options.look
    if look.text_case or look.strip_periods:
        look.changed(tokens, 0, options.letters or "en")
    return tuple(_coalesced([*look.before, *tokens, *look.after]))


def _coalesced(tokens: list[Token]) -> list[Token]:
    """The tokens with neighbouring content as one."""
    out: list[Token] = []
    for token in tokens:
        if token.__class__ is str and out and out[-1].__class__ is str:
            out[-1] += token
        else:
            out.append(token)
    return out


def _formatted(name: Person, options: NameOptions, inverted: bool, given_level: int) -> list[Token]:
    short = options.form == "short"
    given = _given(name, options, given_level)
    if options.plain and not (name.particle or name.dropping or name.suffix) and name.roman:
        plain = _plain(name, given, options, inverted)
        if plain is not None:
            return plain
    family = _dressed(name.family, options.family, options)
    if not name.roman:
        family = _dressed(name.family, _upright(options.family), options)
        if short and not given_level:
            return family
        return [*family, *_dressed(name.given, _upright(options.given), options)]
    if name.family_first:
        return _spaced(
            [
                _particle(name.particle, options.family, family, options),
                _dressed(given, options.given, options),
            ]
        )
    if inverted:
        return _inverted(name, given, options, family)
    if short and not given_level:
        return _particle(name.particle, options.family, family, options)
    first = _inner(given, options.given, options)
    dropping = _inner(name.dropping, options.given, options)
    last = _particle(
        name.particle, _bare(options.family), _inner(name.family, options.family, options), options
    )
    if dropping:
        gap: list[Token] = [] if name.dropping.endswith(_APOSTROPHES) else [options.gap]
        last = [*dropping, *gap, *last]
    if (given or not short) and (suffix := _dressed(_suffix(name, options), Look(), options)):
        last += [Affix(", " if name.comma_suffix else " "), *suffix]
    return _spaced([_around(first, options.given), _around(last, options.family)], options.after_given)


def _given(name: Person, options: NameOptions, level: int) -> str:
    """What shows of the given name where disambiguation asks for ``level`` of it."""
    short = options.form == "short"
    if short and not level:
        return ""
    marked = options.initialize_with is not None
    # With initialize="false" what is an initial already is set so, however much of the name shows.
    initialized = level < WHOLE and (marked or short) if options.initialize else marked
    return initials(name.given, options) if initialized else name.given


def _plain(name: Person, given: str, options: NameOptions, inverted: bool) -> list[Token] | None:
    """Most names: a given and a family name without any formatting; None for what has markup in it."""
    if not (is_plain(name.family) and is_plain(given)):
        return None
    if not given:
        return [name.family]
    if name.family_first:
        return [f"{name.family} {given}"]
    return (
        [name.family, Affix(options.sort_separator), given]
        if inverted
        else [f"{given}{options.after_given}{name.family}"]
    )


def _inverted(name: Person, given: str, options: NameOptions, family: list[Token]) -> list[Token]:
    """The family first: "Fontaine, Jean de La, III", or "La Fontaine, Jean de, III" where the style does
    not demote the particle."""
    demoted = options.demote == "display-and-sort"
    first = family if demoted else _particle(name.particle, options.family, family, options)
    short = options.form == "short" and not given
    dropping, suffix = ("", "") if short else (name.dropping, _suffix(name, options))
    rest = [_inner(given, options.given, options), _inner(dropping, options.given, options)]
    if name.comma_dropping and rest[0]:
        rest[0].append(Affix(","))
    if demoted:
        rest.append(_inner(name.particle, options.family, options))
    parts = [first, _around(_spaced(rest), options.given), _dressed(suffix, Look(), options)]
    out: list[Token] = []
    for part in parts:
        if part:
            if out:
                out.append(Affix(options.sort_separator))
            out += part
    return out


def _suffix(name: Person, options: NameOptions) -> str:
    """The suffix, without its full stop where initials have none ("Strunk W Jr")."""
    if options.initialize_with is not None and "." not in options.initialize_with:
        return name.suffix.replace(".", "")
    return name.suffix


def _affixes(look: Look) -> tuple[Tokens, Tokens]:
    before = tuple(token for token in look.before if isinstance(token, Affix))
    after = tuple(token for token in look.after if isinstance(token, Affix))
    return before, after


def _bare(look: Look) -> Look:
    """The look without its affixes."""
    return Look(
        tuple(token for token in look.before if not isinstance(token, Affix)),
        tuple(token for token in look.after if not isinstance(token, Affix)),
        look.text_case,
        look.strip_periods,
    )


def _upright(look: Look) -> Look:
    """The look without its slant, which scripts do not have."""
    before = tuple(token for token in look.before if not _slants(token))
    return look._replace(before=before, after=look.after[len(look.before) - len(before) :])


def _slants(token: Token) -> bool:
    return isinstance(token, Mark) and token.name == "font-style"


def _around(tokens: list[Token], look: Look) -> list[Token]:
    """The tokens in the affixes of a name-part."""
    before, after = _affixes(look)
    return [*before, *tokens, *after] if tokens and (before or after) else tokens


def _inner(text: str, look: Look, options: NameOptions) -> list[Token]:
    """A name part in its formatting, without its affixes."""
    return _dressed(text, _bare(look) if look else look, options)


def _dressed(text: str, look: Look, options: NameOptions) -> list[Token]:
    if not text:
        return []
    tokens: list[Token] = [*parse(text, options.quotes)]
    if not look:
        return tokens
    look.changed(tokens, 0, options.letters or "en")
    return [*look.before, *tokens, *look.after]


def _particle(particle: str, look: Look, family: list[Token], options: NameOptions) -> list[Token]:
    """A non-dropping particle before the family, in the family's formatting."""
    if not particle:
        return family
    before = _inner(particle, look, options)
    if look and family:
        opening, closing = _affixes(look)
        if opening or closing:
            middle = family[len(opening) : len(family) - len(closing)]
            between: list[Token] = [] if particle.endswith(_APOSTROPHES) else [options.gap]
            return [*opening, *before, *between, *middle, *closing]
    if particle.endswith(_APOSTROPHES):
        return [*before, *family]
    return [*before, options.gap, *family]


def _spaced(parts: list[list[Token]], blank: str = " ") -> list[Token]:
    out: list[Token] = []
    for part in parts:
        if part:
            if out:
                out.append(blank)
            out += part
    return out


def sort_text(name: Person, options: NameOptions, given_level: int = 0) -> str:
    """The name as it sorts: the family, its particle before it only where the style never demotes it; a body
    without its English article ("Name-part Order"). ``given_level`` is what disambiguation asks for."""
    if name.literal:
        return _ARTICLE.sub("", name.literal) if options.drops_articles else name.literal
    if options.demote == "never":
        # A blank that does not break is none between letters.
        gap = "" if options.gap == "\u00a0" else " "
        parts = [name.particle + gap * bool(name.particle) + name.family, name.dropping]
    else:
        parts = [name.family, name.dropping, name.particle]
    if options.form != "short" or given_level:
        parts += [_given(name, options, given_level), name.suffix]
    return " ".join([part for part in parts if part])


_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_DIGRAPH = re.compile(r"([A-ZА-Я])([A-ZА-Я]+)(?=[a-zа-я])")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]?|[^\W\d_a-zà-öø-ÿа-яё]")
_TAGS = re.compile(r"(<[^<>]*>)")


def initials(given: str, options: NameOptions) -> str:
    """The given names as initials; with ``initialize="false"`` only what is an initial already is set so."""
    return _initials(given, options.initialize_with or "", options.initialize, options.hyphens)


@lru_cache(maxsize=20_000)
def _initials(given: str, mark: str, initialize: bool, hyphens: bool) -> str:
    out = ""
    initial_before = False
    for word in given.replace("\u2010", "-").split():
        for place, piece in enumerate(word.split("-")):
            if not piece:
                continue
            text = _as_initials(piece, mark, initialize=initialize)
            if place and text is None and initialize and piece[0].islower():
                continue
            if place and hyphens:
                out = out.rstrip() + "-"
            elif out and not (initial_before and text is not None):
                out = out.rstrip() + " "
            out += text if text is not None else piece
            initial_before = text is not None
    return out.rstrip(" \u00a0\u202f")


def _as_initials(piece: str, mark: str, *, initialize: bool) -> str | None:
    """The initials of one part of a given name; None where it stays a word."""
    if "<" in piece and _TAGS.search(piece):
        inner = [part for part in _TAGS.split(piece) if part]
        found = [
            part if _TAGS.fullmatch(part) else _as_initials(part, mark.strip(), initialize=initialize)
            for part in inner
        ]
        return None if None in found else "".join([part or "" for part in found]) + " " * mark.endswith(" ")
    if _DOTTED.fullmatch(piece):
        return "".join([part + mark for part in piece.split(".") if part])
    if not initialize:
        return None
    letter = _LETTER.match(piece)
    if letter is None or letter[0].islower():
        return None
    if digraph := _DIGRAPH.match(piece):
        return digraph[1] + digraph[2].lower() + mark
    return letter[0] + mark
