"""Names (CSL 1.0.2, "Names", "Et-al", "Substitute", "Label in cs:names").

Public: :func:`compile_names`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from citekit.csl.author_modes import hides_names
from citekit.csl.context import AuthorMode, Context
from citekit.csl.formatting import CALLED, PRINTED, Compiled, Renderer
from citekit.csl.locale import Locale
from citekit.csl.look import Look, case_language, look_of
from citekit.csl.name_list import ListPrinter
from citekit.csl.name_options import Numbering, read_options
from citekit.csl.person import Person
from citekit.csl.text_case import capitalized
from citekit.csl.tree import Affix, has_content
from citekit.csl.xml import Element

_UNBROKEN = frozenset(("cs", "fr", "ru"))
"""Languages that do not break a line after a name's particle."""
_PAIR = {("editor", "translator"), ("translator", "editor")}


class _Label(NamedTuple):
    """The cs:label of a cs:names: the role of the people."""

    form: str
    plural: str
    look: Look
    first: bool

    def words(self, variable: str, count: int, locale: Locale) -> str:
        plural = count > 1 if self.plural == "contextual" else self.plural == "always"
        return locale.term(variable, self.form, plural=plural) or ""


class Parts(NamedTuple):
    """The children of a cs:names, which a cs:names without any inside its cs:substitute takes over. Its
    ``name_parts`` hold for all names there that do not format theirs, those in macros too."""

    name: Element | None = None
    et_al: Element | None = None
    label: Element | None = None
    label_first: bool = False
    attributes: Mapping[str, str] = MappingProxyType({})
    name_parts: Mapping[str, Element] = MappingProxyType({})

    @property
    def formatting(self) -> Parts | None:
        """What holds in a macro: the formatting of name parts, None where there is none."""
        return Parts(name_parts=self.name_parts) if self.name_parts else None


def parts_of(element: Element, outer: Parts | None) -> Parts:
    """The parts of a cs:names element, and its attributes, among ``outer`` ones."""
    if outer is not None and outer.attributes and not element.children:
        return outer
    order = [child.tag for child in element.children]
    name = element.find("name")
    own = {part.get("name") or "": part for part in name.all("name-part")} if name is not None else {}
    return Parts(
        name,
        element.find("et-al"),
        element.find("label"),
        "label" in order and "name" in order and order.index("label") < order.index("name"),
        element.attributes,
        {**outer.name_parts, **own} if outer is not None else own,
    )


def terms_for_names(locale: Locale) -> dict[str, str]:
    """The terms that names use."""
    return {
        "language": locale.lang[:2],
        "particle-gap": "\u00a0" if locale.lang[:2] in _UNBROKEN else " ",
        "and": locale.term("and") or "and",
        "&": locale.ampersand,
        "et-al": term if (term := locale.term("et-al")) is not None else "et al.",
        "and others": term if (term := locale.term("and others")) is not None else "and others",
    }


def _without_undoing(own: Mapping[str, str], around: Mapping[str, str]) -> Mapping[str, str]:
    """The attributes of cs:name, but "normal" for what the cs:names around it sets: its names are meant."""
    return {
        name: value for name, value in own.items() if value != "normal" or around.get(name, value) == value
    }


def compile_names(
    element: Element,
    inherited: Mapping[str, str],
    locale: Locale,
    numbering: Numbering,
    parts: Parts,
    substitutes: Sequence[Compiled],
    *,
    in_citation: bool,
    mode: AuthorMode = AuthorMode.WITH_WORK,
) -> Compiled:
    """A cs:names element, of cites in the mode."""
    variables = (element.get("variable") or "").split()
    options = read_options(
        inherited, parts.name, parts.et_al, parts.name_parts, terms_for_names(locale), locale.quotes
    )
    if parts.name is not None:
        options = options._replace(look=look_of(_without_undoing(parts.name.attributes, parts.attributes)))
    options = numbering.numbered(options)
    between = Affix(element.get("delimiter") or inherited.get("names-delimiter") or "")
    look = look_of(parts.attributes)
    label = None
    if parts.label is not None:
        label = _Label(
            parts.label.get("form") or "long",
            parts.label.get("plural") or "contextual",
            look_of(parts.label.attributes),
            parts.label_first,
        )
    printer = ListPrinter(options, in_citation=in_citation)
    merges = tuple(variables) in _PAIR and bool(
        locale.term("editortranslator", label.form if label is not None else "long")
    )
    before, after = look.before, look.after
    changes = look.text_case or look.strip_periods

    instead = [substitute.render for substitute in substitutes]
    if options.form == "count":
        return Compiled(_counting(variables, printer, instead, look), settles=False)
    hides = hides_names(mode) if mode is not AuthorMode.WITH_WORK else None

    def names(context: Context) -> int:
        found = _people(context, variables, merge=merges)
        if not found:
            return _substituted(context, instead) if instead else CALLED
        out = context.out
        start = len(out)
        leads = context.names_span is None and _leads(context, variables)
        if (leads and context.no_names) or (hides is not None and hides(context)):
            context.names_span = context.names_span or (start, start)
            context.capitalizes = False
            return CALLED | PRINTED
        # The affixes and the formatting of cs:names stand around names alone.
        out.extend(before)
        inside = len(out)
        span = _lists(context, found, printer, between, label, locale)
        if len(out) == inside:
            del out[start:]
            return CALLED
        if changes:
            look.changed(out, inside, context.language)
        out.extend(after)
        if context.substituting:
            context.substituted.update(variables)
        if leads:
            context.names_span = span
            context.names_end = len(out) - len(after)
        return CALLED | PRINTED

    return Compiled(names, settles=all(substitute.settles for substitute in substitutes))


def _leads(context: Context, variables: Sequence[str]) -> bool:
    """Whether names stand in the author's place: in a cite those that it begins with, and an author anywhere."""
    return (
        context.cite is None
        or bool(context.substituting)
        or "author" in variables
        or not has_content(context.out)
    )


def _substituted(context: Context, substitutes: Sequence[Renderer]) -> int:
    """The first substitute that prints something; what it prints is not printed again.

    A term or a value alone does not save a group around whose variables are all empty ("Group").
    """
    out = context.out
    start = len(out)
    for substitute in substitutes:
        context.substituting += 1
        called = substitute(context)
        context.substituting -= 1
        if not has_content(out[start:]):
            del out[start:]
            if context.named or (context.no_names and context.names_span is not None):
                return called | CALLED
            continue
        if context.names_span is None:
            context.names_span = (start, len(out))
            context.names_fixed = not called & CALLED
        return called | CALLED
    return CALLED


def _lists(
    context: Context,
    found: Sequence[tuple[str, Sequence[Person]]],
    printer: ListPrinter,
    between: Affix,
    label: _Label | None,
    locale: Locale,
) -> tuple[int, int]:
    """Append the people of each variable with their role; where they stand, a last role left out."""
    out = context.out
    printed = False
    begin = end = len(out)
    for variable, people in found:
        start = len(out)
        if printed:
            out.append(between)
        inside = len(out)
        words = (
            label.words(variable, len(people), locale)
            if label is not None and context.sorting is None
            else ""
        )
        if label is not None and words and label.first:
            _put_label(context, label, words, locale)
        before = len(out)
        printer.put(context, people)
        if len(out) == before:
            del out[start:]
            continue
        end = len(out)
        if label is not None and words and not label.first:
            _put_label(context, label, words, locale)
        printed = printed or len(out) > inside
    return begin, end


def _put_label(context: Context, label: _Label, words: str, locale: Locale) -> None:
    out = context.out
    if not has_content(out) and context.capitalizes:
        words = capitalized(words)
    out.extend(label.look.before)
    inside = len(out)
    out.append(words)
    label.look.changed(out, inside, case_language(label.look, locale.lang))
    out.extend(label.look.after)


def _people(context: Context, variables: Sequence[str], *, merge: bool) -> list[tuple[str, Sequence[Person]]]:
    """The people of each variable that has any; editor and translator as one where they are the same."""
    item, substituted = context.item, context.substituted
    kept_out = item.kept_out if context.substituting else ()
    found: list[tuple[str, Sequence[Person]]] = []
    for variable in variables:
        if (substituted and variable in substituted) or variable in kept_out:
            continue
        people = item.names(variable)
        if people:
            found.append((variable, people))
    if merge and len(found) == 2 and (found[0][0], found[1][0]) in _PAIR:
        first, second = found[0][1], found[1][1]
        if [one.identity for one in first] == [one.identity for one in second]:
            return [("editortranslator", first)]
    return found


def _counting(
    variables: Sequence[str], printer: ListPrinter, instead: Sequence[Renderer], look: Look
) -> Renderer:
    """How many names the variables print ("Name": form "count"); none sorts as 0."""

    def count(context: Context) -> int:
        found = _people(context, variables, merge=False)
        if not found and instead and (called := _substituted(context, instead)) & PRINTED:
            return called
        total = 0
        for _, people in found:
            limit, use_first, _ = printer.limits(context)
            total += min(len(people), use_first) if limit and len(people) >= limit else len(people)
        if not total and context.sorting is None:
            return CALLED
        context.out += [*look.before, str(total), *look.after]
        return CALLED | PRINTED

    return count
