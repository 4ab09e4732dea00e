"""What elements have in common (CSL 1.0.2, "Formatting", "Affixes", "Delimiter", "Display", "Quotes").

Public: :class:`Look`, :func:`look_of`, :class:`Compiled`, :func:`sequence`, :func:`dressed`,
:func:`suppressing`, :func:`first_of`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from citekit.csl.context import Context
from citekit.csl.text_case import change_case
from citekit.csl.tree import (
    BLOCK_END,
    BLOCK_OPEN,
    CLOSING,
    DELIMITER,
    OPEN,
    PREFIX,
    QUOTE_BEGIN,
    QUOTE_END,
    SUFFIX,
    Affix,
    Mark,
    Token,
    Tokens,
)

Renderer = Callable[[Context], int]
"""Appends what an element prints to ``Context.out`` and says what it called: see :data:`CALLED`."""

CALLED, PRINTED = 1, 2
"""Bits of what a renderer returns: it called a variable; it printed one ("Group")."""


class Compiled(NamedTuple):
    """A compiled element: its renderer, and what is known of it whatever the item.

    ``settles`` says that what it returns tells whether it printed, and that it leaves nothing behind where
    the variables that it called are empty, so that a group needs not look after it; ``silent`` is what it
    returns where it prints nothing for any cite, None where it may print: those around leave it out; ``apart`` says that
    it is a text with formatting of its own, which a delimiter stands apart from; ``trails`` that such a text may
    end it with a suffix that ends in a blank; ``mute`` that it calls no variable; ``vain`` that all that it calls
    are empty, whatever it prints.
    """

    render: Renderer
    settles: bool = True
    silent: int | None = None
    apart: bool = False
    trails: bool = False
    mute: bool = False
    vain: bool = False


NOTHING = Compiled(lambda context: 0, silent=0)
"""What calls nothing and prints nothing."""
IN_VAIN = Compiled(lambda context: CALLED, silent=CALLED)
"""What calls variables that are empty."""


# From the outermost to the innermost.
_FORMATTING = ("vertical-align", "text-decoration", "font-weight", "font-variant", "font-style")
_PERIOD = re.compile(r"\.(?![a-z]{2})")
"""A full stop that is no part of a name ("archive.org")."""
_LOOKS = frozenset((*_FORMATTING, "quotes", "prefix", "suffix", "text-case", "strip-periods"))
_MARKS = {
    (name, value): Mark(OPEN, name, value)
    for name, values in {
        "font-style": ("normal", "italic", "oblique"),
        "font-variant": ("normal", "small-caps"),
        "font-weight": ("normal", "bold", "light"),
        "text-decoration": ("none", "underline"),
        "vertical-align": ("baseline", "sup", "sub"),
    }.items()
    for value in values
}


class Look(NamedTuple):
    """What an element sets before and after what it prints, and what it does to the text."""

    before: Tokens = ()
    after: Tokens = ()
    text_case: str = ""
    strip_periods: bool = False

    def __bool__(self) -> bool:
        return bool(self.before or self.after or self.text_case or self.strip_periods)

    def changed(self, tokens: list[Token], start: int, language: str) -> None:
        """Change the text from ``start`` on as the element asks."""
        if self.strip_periods:
            for place in range(start, len(tokens)):
                token = tokens[place]
                if token.__class__ is str:
                    tokens[place] = _PERIOD.sub("", token)
        if self.text_case:
            change_case(tokens, start, self.text_case, language)


NO_LOOK = Look()


def look_of(attributes: Mapping[str, str], *, nests: bool = False, own: bool = False) -> Look:
    """The look that an element's attributes give; quotation marks stand around the formatting, affixes
    around both. ``nests`` says that its parentheses count among those around others, ``own`` that it prints a
    text itself."""
    if _LOOKS.isdisjoint(attributes):
        return NO_LOOK
    before: list[Token] = []
    after: list[Token] = []
    for name in _FORMATTING:
        value = attributes.get(name)
        if value and (mark := _MARKS.get((name, value))):
            before.append(mark)
            after.append(CLOSING)
    if attributes.get("quotes") == "true":
        before.insert(0, QUOTE_BEGIN)
        after.append(QUOTE_END)
    if prefix := attributes.get("prefix"):
        before.insert(0, Affix.of(prefix, PREFIX, nests=nests))
    if suffix := attributes.get("suffix"):
        after.append(
            Affix.of(
                suffix,
                SUFFIX,
                nests=nests,
                apart=own and (bool(after) or attributes.get("variable") == "citation-number"),
            )
        )
    return Look(
        tuple(before),
        tuple(after),
        attributes.get("text-case", ""),
        attributes.get("strip-periods") == "true",
    )


def case_language(look: Look, lang: str) -> str:
    """The language by which a style's own words change their case. Title case, which no item but an English
    one takes ("Non-English Items"), sets theirs in capitals in any language."""
    return "en" if look.text_case == "title" else lang


def block_of(attributes: Mapping[str, str]) -> Look:
    """The display block that an element's attributes ask for."""
    return Look((Mark(BLOCK_OPEN, "display", attributes["display"]),), (BLOCK_END,))


def dressed(inner: Compiled, look: Look, language: str = "", *, own: bool = False) -> Compiled:
    """An element with the look around what it prints; nothing around nothing. ``language`` is that of the
    text where it is not the item's; ``own`` says that the element prints a text itself."""
    if not look or inner.silent is not None:
        return inner
    before, after = look.before, look.after
    changes = look.text_case or look.strip_periods
    render_inner = inner.render

    def render(context: Context) -> int:
        out = context.out
        start = len(out)
        out.extend(before)
        inside = len(out)
        called = render_inner(context)
        if len(out) == inside:
            del out[start:]
        else:
            if changes:
                look.changed(out, inside, language or context.language)
            out.extend(after)
        return called

    last = after[-1] if after else None
    return Compiled(
        render,
        inner.settles,
        apart=own and any(token.__class__ is Mark for token in after),
        trails=last.__class__ is Affix and last.apart and last.endswith(" "),
        mute=inner.mute,
        vain=inner.vain,
    )


def hoisting(inner: Compiled) -> Compiled:
    """An element that takes the blank after the formatted text that ends it for its own."""
    if not inner.trails:
        return inner
    render_inner = inner.render

    def render(context: Context) -> int:
        out = context.out
        start = len(out)
        called = render_inner(context)
        if len(out) > start:
            last = out[-1]
            if last.__class__ is Affix and last.apart and last[-1] == " ":
                out[-1:] = last.reading(last[:-1]), Affix.of(" ", SUFFIX)
        return called

    return inner._replace(render=render, trails=False)


def suppressing(inner: Compiled) -> Compiled:
    """Cuts off what was printed where variables were called and all of them were empty ("Group"); a group
    that prints counts as a variable that has content for the group around it."""
    if inner.settles:
        return inner
    if inner.vain:
        return IN_VAIN
    render_inner = inner.render

    def render(context: Context) -> int:
        out = context.out
        start = len(out)
        called = render_inner(context)
        if called == CALLED:
            if len(out) > start:
                del out[start:]
                if context.names_span is not None and context.names_span[1] > start:
                    context.names_span = None
            return CALLED
        return called | PRINTED if len(out) > start else called

    return Compiled(render)


def first_of(elements: Sequence[Compiled]) -> Compiled:
    """The first of the elements that prints something ("Substitute")."""
    renderers, silently = _heard(elements)
    if not renderers:
        return IN_VAIN if silently else NOTHING

    def render(context: Context) -> int:
        called, start = silently, len(context.out)
        for renderer in renderers:
            called |= renderer(context)
            if len(context.out) > start:
                break
        return called

    return Compiled(render, all(element.settles for element in elements))


def _heard(elements: Sequence[Compiled]) -> tuple[list[Renderer], int]:
    """The renderers that may print, and what the silent ones call."""
    silently = 0
    heard = []
    for element in elements:
        if element.silent is None:
            heard.append(element.render)
        else:
            silently |= element.silent
    return heard, silently


def sequence(elements: Sequence[Compiled], delimiter: str = "") -> Compiled:
    """The elements one after the other, with the delimiter between those that print something."""
    renderers, silently = _heard(elements)
    settles = all(element.settles for element in elements)
    if not renderers:
        return IN_VAIN if silently else NOTHING
    trails = any(element.trails for element in elements)
    mute = not silently and all(element.mute for element in elements)
    vain = bool(silently) and all(element.mute for element in elements if element.silent is None)
    if len(renderers) == 1:
        only = renderers[0]
        render = (lambda context: only(context) | silently) if silently else only
        return Compiled(render, settles, trails=trails, mute=mute, vain=vain)
    if not delimiter:

        def plainly(context: Context) -> int:
            called = silently
            for renderer in renderers:
                called |= renderer(context)
            return called

        return Compiled(plainly, settles, trails=trails, mute=mute, vain=vain)
    heard = [element for element in elements if element.silent is None]
    joints = [Affix.of(delimiter, DELIMITER, apart=element.apart) for element in heard]
    steps = list(zip(renderers, joints, strict=True))
    first = joints[0]

    def delimited(context: Context) -> int:
        out = context.out
        called = silently
        start = here = len(out)
        joint = first
        for renderer, following in steps:
            if here == start:
                called |= renderer(context)
                here = len(out)
                joint = following
                continue
            out.append(joint)
            called |= renderer(context)
            end = len(out)
            if end == here + 1:
                del out[here:]
            else:
                here = end
                joint = following
        return called

    return Compiled(delimited, settles, trails=trails, mute=mute, vain=vain)
