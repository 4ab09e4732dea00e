"""What elements have in common when they print (CSL 1.0.2, "Delimiter", "Group", "Substitute").

Public: :class:`Compiled`, :func:`sequence`, :func:`dressed`, :func:`suppressing`, :func:`first_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from citekit.csl.context import Context
from citekit.csl.look import Look
from citekit.csl.tree import (
    DELIMITER,
    SUFFIX,
    Affix,
    Mark,
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
