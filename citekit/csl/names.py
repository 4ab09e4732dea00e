"""Names (CSL 1.0.2, "Names", "Name", "Name-part", "Et-al", "Substitute", "Label in cs:names").

Public: :func:`compile_names`, :class:`NameOptions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citekit.csl.context import Context
from citekit.csl.formatting import Look, look_of
from citekit.csl.item import Person
from citekit.csl.rich_text import parse as parse_markup
from citekit.csl.text_case import apply as apply_case
from citekit.csl.tree import Affix, Node, Tree, text_of
from citekit.csl.xml import Element

Renderer = Callable[[Context], "Tree | None"]

INHERITED = (
    "and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min", "et-al-use-first", "et-al-use-last",
    "et-al-subsequent-min", "et-al-subsequent-use-first", "initialize", "initialize-with", "name-as-sort-order",
    "sort-separator", "name-form", "name-delimiter", "names-delimiter",
)  # fmt: skip
"""Options that cs:style, cs:citation and cs:bibliography hand down ("Inheritable name options")."""


@dataclass(slots=True)
class NameOptions:
    """The options of a cs:name element, what is inherited included."""

    form: str = "long"
    and_: str = ""
    delimiter: str = ", "
    precedes_last: str = "contextual"
    precedes_et_al: str = "contextual"
    et_al_min: int = 0
    et_al_use_first: int = 1
    et_al_use_last: bool = False
    subsequent_min: int = 0
    subsequent_use_first: int = 0
    initialize: bool = True
    initialize_with: str | None = None
    sort_order: str = ""
    sort_separator: str = ", "
    look: Look | None = None
    family: Look | None = None
    given: Look | None = None
    et_al_term: str = "et-al"
    et_al_look: Look | None = None


def read_options(inherited: dict[str, str], name: Element | None, et_al: Element | None) -> NameOptions:
    """The options of ``name`` over those ``inherited``."""
    own = dict(inherited)
    if "name-form" in own:
        own["form"] = own.pop("name-form")
    if "name-delimiter" in own:
        own["delimiter"] = own.pop("name-delimiter")
    if name is not None:
        own |= name.attributes
    options = NameOptions(
        form=own.get("form", "long"),
        and_=own.get("and", ""),
        delimiter=own.get("delimiter", ", "),
        precedes_last=own.get("delimiter-precedes-last", "contextual"),
        precedes_et_al=own.get("delimiter-precedes-et-al", "contextual"),
        et_al_min=_int(own.get("et-al-min")),
        et_al_use_first=_int(own.get("et-al-use-first"), 1),
        et_al_use_last=own.get("et-al-use-last") == "true",
        subsequent_min=_int(own.get("et-al-subsequent-min")),
        subsequent_use_first=_int(own.get("et-al-subsequent-use-first")),
        initialize=own.get("initialize") != "false",
        initialize_with=own.get("initialize-with"),
        sort_order=own.get("name-as-sort-order", ""),
        sort_separator=own.get("sort-separator", ", "),
    )
    if name is not None:
        options.look = look_of(name, affixes=True)
        for part in name.all("name-part"):
            if part.get("name") == "family":
                options.family = look_of(part, affixes=True)
            elif part.get("name") == "given":
                options.given = look_of(part, affixes=True)
    if et_al is not None:
        options.et_al_term = et_al.get("term") or "et-al"
        options.et_al_look = look_of(et_al)
    return options


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value and value.isdigit() else default


@dataclass(slots=True)
class NameSet:
    """One names element as rendered: who is in it and how many of them show, for disambiguation."""

    people: list[Person]
    shown: int
    options: NameOptions
    texts: list[Tree]


def compile_names(
    element: Element,
    inherited: dict[str, str],
    compile_child: Callable[[Element], Renderer],
    outer: tuple[Element | None, Element | None, Element | None] = (None, None, None),
) -> Renderer:
    """The renderer of a cs:names element. ``outer`` are the name, et-al and label of the names element in
    whose cs:substitute this one stands, which it takes over where it has none of its own."""
    own = {child.tag: child for child in element.children}
    if element.children:
        name, et_al, label = own.get("name"), own.get("et-al"), own.get("label")
    else:
        name, et_al, label = outer
    variables = (element.get("variable") or "").split()
    options = read_options(inherited, name, et_al)
    delimiter = element.get("delimiter", inherited.get("names-delimiter", "")) or ""
    look = look_of(element, affixes=True)
    label_look = look_of(label, affixes=True) if label is not None else None
    label_first = (
        label is not None
        and name is not None
        and element.children.index(label) < element.children.index(name)
        if element.children and label in element.children and name in element.children
        else False
    )
    label_form = (label.get("form") or "long") if label is not None else ""
    label_plural = (label.get("plural") or "contextual") if label is not None else ""
    substitutes: list[tuple[Renderer, Element]] = []
    if (substitute := own.get("substitute")) is not None:
        for child in substitute.children:
            if child.tag == "names" and not child.children:
                renderer = compile_names(child, inherited, compile_child, (name, et_al, label))
            else:
                renderer = compile_child(child)
            substitutes.append((renderer, child))

    def labelled(context: Context, variable: str, tree: Tree, count: int) -> list[Tree]:
        if label is None or label_look is None:
            return [tree]
        plural = count > 1 if label_plural == "contextual" else label_plural == "always"
        term = context.locale.term(variable, label_form, plural=plural)
        if not term:
            return [tree]
        words: list[Tree] = [label_look.strip(term)]
        if label_look.text_case:
            words = apply_case(words, label_look.text_case, english=True)
        words = [label_look.wrap(words)]
        return [*words, tree] if label_first else [tree, *words]

    def render(context: Context) -> Tree | None:
        context.called += 1
        if context.substituting and context.item.kept_out and set(variables) <= context.item.kept_out:
            return None
        found = _people(context, variables)
        if options.form == "count":
            return _count(context, found, options)
        parts: list[Tree] = []
        for variable, people in found:
            tree = format_names(context, people, options)
            if tree is None:
                continue
            parts.append(
                Node(labelled(context, variable, tree, len(people)), kind="name-set")
                if label is not None
                else tree
            )
        if parts:
            if context.suppress_author and not context.author_seen and not context.substituting:
                context.author_seen = True
                context.first_names = look.node(parts, delimiter)
                context.substituted |= {variable for variable, _ in found}
                return None
            context.author_seen = True
            context.beginning = False
            context.rendered += 1
            context.used |= {variable for variable, _ in found}
            node = look.node(parts, delimiter)
            node.kind = node.kind or "names"
            if context.first_names is None:
                context.first_names = node
                node.data = (variables, [people for _, people in found])
            return node
        for renderer, _ in substitutes:
            rendered = context.rendered
            outer_used, context.used = context.used, set()
            context.substituting += 1
            tree = renderer(context)
            context.substituting -= 1
            used, context.used = context.used, outer_used | context.used
            if tree is None:
                continue
            context.substituted |= used
            if context.suppress_author and not context.substituting and not context.author_seen:
                context.author_seen = True
                context.first_names = tree if isinstance(tree, Node) else Node([tree])
                return None
            context.rendered = max(context.rendered, rendered + 1)
            if context.first_names is None:
                context.first_names = tree if isinstance(tree, Node) else Node([tree])
                tree = context.first_names
                tree.data = ([], [])
            return look.node([tree], "") if (look.prefix or look.suffix or look.formatting) else tree
        return None

    return render


def _people(context: Context, variables: Sequence[str]) -> list[tuple[str, list[Person]]]:
    """The people of each variable that has any; editor and translator as one where they are the same."""
    found = [
        (variable, people)
        for variable in variables
        if variable not in context.substituted and (people := context.item.names(variable))
    ]
    if [variable for variable, _ in found] in (["editor", "translator"], ["translator", "editor"]):
        (_, first), (_, second) = found
        same = [p.identity for p in first] == [p.identity for p in second]
        if same and context.locale.term("editortranslator"):
            return [("editortranslator", first)]
    return found


def _count(context: Context, found: list[tuple[str, list[Person]]], options: NameOptions) -> Tree | None:
    total = 0
    for _, people in found:
        total += (
            min(len(people), options.et_al_use_first)
            if options.et_al_min and len(people) >= options.et_al_min
            else len(people)
        )
    if total:
        context.rendered += 1
    return str(total) if total else None


def format_names(context: Context, people: list[Person], options: NameOptions) -> Tree | None:
    """The names of one variable: each formatted, cut by et-al, joined by delimiter and "and"."""
    if not people:
        return None
    sorting = context.sorting
    number = len(context.name_sets)
    limit, use_first, use_last = _limits(context, options)
    shown = len(people)
    if limit and len(people) >= limit:
        shown = max(use_first, context.ambiguity.names.get(number, 0))
        shown = min(shown, len(people))
    et_al = shown < len(people)
    if sorting is not None:
        options = replace(options, sort_order="all", look=None)
    texts: list[Tree] = []
    for place, one in enumerate(people[:shown]):
        texts.append(
            format_name(context, one, options, place, context.ambiguity.given.get((number, place), 0))
        )
    context.name_sets.append(NameSet(people, shown, options, texts))
    if et_al and not shown:
        return None
    return _joined(
        context, texts, people, options, et_al=et_al, use_last=use_last and len(people) > shown + 1
    )


def _limits(context: Context, options: NameOptions) -> tuple[int, int, bool]:
    limit, use_first, use_last = options.et_al_min, options.et_al_use_first, options.et_al_use_last
    if context.sorting is not None:
        limit = _int(context.sorting.get("names-min"), limit)
        use_first = _int(context.sorting.get("names-use-first"), use_first)
        if "names-use-last" in context.sorting:
            use_last = context.sorting["names-use-last"] == "true"
    elif context.cite is not None and context.cite.position > 0 and context.area == "citation":
        limit = options.subsequent_min or limit
        use_first = options.subsequent_use_first or use_first
    return limit, use_first, use_last


def _joined(
    context: Context,
    texts: list[Tree],
    people: list[Person],
    options: NameOptions,
    *,
    et_al: bool,
    use_last: bool,
) -> Tree:
    look = options.look
    children: list[Tree] = []
    if et_al and use_last:
        last = format_name(context, people[-1], options, len(people) - 1, 0)
        children = _delimited(texts, options.delimiter)
        children += [options.delimiter, "… ", last]
    elif et_al:
        children = _delimited(texts, options.delimiter)
        term = context.locale.term(options.et_al_term)
        term = options.et_al_term.replace("et-al", "et al.") if term is None else term
        before = _precedes(
            options.precedes_et_al, len(texts) > 1, _is_inverted(people, len(texts) - 1, options)
        )
        words: Tree = options.et_al_look.node([term], "") if options.et_al_look else term
        if term:
            blank = " " if _ROMANESQUE.match(term) else ""
            children += [Affix(options.delimiter if before else blank), words]
    else:
        conjunction = _and(context, options)
        if conjunction is None or len(texts) < 2 or context.sorting is not None:
            children = _delimited(texts, options.delimiter)
        else:
            before = _precedes(
                options.precedes_last, len(texts) > 2, _is_inverted(people, len(texts) - 2, options)
            )
            children = _delimited(texts[:-1], options.delimiter)
            left = " " if _ROMANESQUE.match(conjunction) else ""
            right = " " if _ROMANESQUE.match(conjunction[-1:]) else ""
            if before:
                closed = options.delimiter[-1:].isspace() or not left
                children.append(Affix(options.delimiter if closed else options.delimiter + left))
            else:
                children.append(left)
            children += [conjunction + right, texts[-1]]
    if look is None:
        return Node(children, kind="names-text")
    return look.node(children, "")


def _precedes(rule: str, contextual: bool, inverted: bool) -> bool:
    return {"always": True, "never": False, "after-inverted-name": inverted}.get(rule, contextual)


def _is_inverted(people: Sequence[Person], place: int, options: NameOptions) -> bool:
    """Whether the name at ``place`` prints family first."""
    name = people[place]
    turned = options.sort_order == "all" or (options.sort_order == "first" and place == 0)
    return turned and not name.literal


def _delimited(texts: Sequence[Tree], delimiter: str) -> list[Tree]:
    out: list[Tree] = []
    for place, text in enumerate(texts):
        if place:
            out.append(Affix(delimiter))
        out.append(text)
    return out


def _and(context: Context, options: NameOptions) -> str | None:
    if options.and_ == "symbol":
        return "&"
    if options.and_ == "text":
        return context.locale.term("and") or "and"
    return None


def format_name(context: Context, name: Person, options: NameOptions, place: int, given_level: int) -> Tree:
    """One name ("Name", "Name-part order")."""
    if name.literal:
        return _part(name.literal, options.family, context)
    form = options.form
    inverted = options.sort_order == "all" or (options.sort_order == "first" and place == 0)
    demote = context.options.get("demote-non-dropping-particle", "display-and-sort")
    given = name.given
    if form == "short" and given_level:
        form = "long"
        if given_level == 1 and options.initialize_with is None:
            given_level = 2
        given = (
            initials(name.given, options, hyphens=context.options.get("initialize-with-hyphen") != "false")
            if given_level == 1
            else name.given
        )
    elif form == "long" and options.initialize_with is not None and given_level < 2:
        given = initials(
            name.given, options, hyphens=context.options.get("initialize-with-hyphen") != "false"
        )
    if not name.roman or name.family_first:
        return _family_first(name, given, form, options, context)
    if form == "short":
        return _affixed(_spaced(_family(name, options, context)), options.family)
    if inverted:
        return _inverted(name, given, options, context, demote)
    return _upright(name, given, options, context)


def _upright(name: Person, given: str, options: NameOptions, context: Context) -> Tree:
    """Given name first; the affixes of the family part hold particles and suffix too."""
    family: list[Tree] = []
    if name.dropping:
        family.append(_part(name.dropping, options.given, context, affixes=False))
    family += _family(name, options, context)
    tree = _spaced(family)
    if name.suffix:
        tree = Node([tree, Affix(", " if name.comma_suffix else " "), name.suffix])
    tree = _affixed(tree, options.family)
    if not given:
        return tree
    return _spaced([_affixed(_part(given, options.given, context, affixes=False), options.given), tree])


def _inverted(name: Person, given: str, options: NameOptions, context: Context, demote: str) -> Tree:
    sorted_only = context.sorting is not None
    drops = demote == "display-and-sort" or (demote == "sort-only" and sorted_only)
    family = (
        [_part(name.family, options.family, context, affixes=False)]
        if drops
        else _family(name, options, context)
    )
    rest: list[Tree] = []
    if given:
        rest.append(_part(given, options.given, context, affixes=False))
    if name.dropping:
        rest.append(_part(name.dropping, options.given, context, affixes=False))
    if drops and name.particle:
        rest.append(_part(name.particle, options.family, context, affixes=False))
    children: list[Tree] = [_affixed(_spaced(family), options.family)]
    if rest:
        children += [Affix(options.sort_separator), _affixed(_spaced(rest), options.given)]
    if name.suffix:
        children += [Affix(options.sort_separator), name.suffix]
    return Node(children)


def _family(name: Person, options: NameOptions, context: Context) -> list[Tree]:
    parts = [name.particle] if name.particle else []
    return [_part(part, options.family, context, affixes=False) for part in [*parts, name.family]]


def _spaced(trees: list[Tree]) -> Tree:
    """Trees with blanks between, but after an apostrophe or hyphen ("d’Artagnan")."""
    children: list[Tree] = []
    for tree in trees:
        if children and not text_of(children[-1]).endswith(("'", "’", "-", "\u2010")):
            children.append(" ")
        children.append(tree)
    return children[0] if len(children) == 1 else Node(children)


def _affixed(tree: Tree, look: Look | None) -> Tree:
    return (
        Node([tree], (), look.prefix, look.suffix)
        if look is not None and (look.prefix or look.suffix)
        else tree
    )


def _family_first(name: Person, given: str, form: str, options: NameOptions, context: Context) -> Tree:
    """A name of a language that writes the family first, with a blank only where it is written in Latin."""
    pieces = [_spaced(_family(name, options, context))]
    if form != "short" and name.given:
        pieces.append(_part(name.given if not name.roman else given, options.given, context))
    return Node(list(pieces), delimiter=" " if name.roman else "")


def _part(text: str, look: Look | None, context: Context, *, affixes: bool = True) -> Tree:
    """A part of a name in its look, its markup read and its apostrophes curled."""
    trees: list[Tree] = parse_markup(text) if _MARKED.search(text) else [text]
    if look is not None and look.text_case:
        trees = apply_case(trees, look.text_case, english=True)
    if look is None:
        return trees[0] if len(trees) == 1 else Node(trees)
    if affixes:
        return look.node(trees, "")
    return Node(trees, look.formatting) if look.formatting or len(trees) > 1 else trees[0]


_MARKED = re.compile("[<'\"]")
_ROMANESQUE = re.compile("[a-zA-Z\u0080-\u017f\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff&.,;:]")
_LETTER = re.compile(r"[^\W\d_]")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]?|[^\W\d_a-zà-öø-ÿа-яё]")


def initials(given: str, options: NameOptions, *, hyphens: bool = True) -> str:
    """The given names as initials ("initialize-with", "initialize", "initialize-with-hyphen").

    With ``initialize="false"`` only what is an initial already is set as one.
    """
    mark = options.initialize_with or ""
    out = ""
    initial_before = False
    for word in given.replace("\u2010", "-").split():
        pieces = word.split("-")
        for place, piece in enumerate(pieces):
            if not piece:
                continue
            text = _as_initials(piece, mark, initialize=options.initialize)
            if place and hyphens:
                out = out.rstrip() + "-"
            elif out and not (initial_before and text is not None):
                out = out.rstrip() + " "
            out += text if text is not None else piece
            initial_before = text is not None
    return out.rstrip() if not mark.endswith("\u00a0") else out.rstrip(" ").rstrip("\u00a0")


def _as_initials(piece: str, mark: str, *, initialize: bool) -> str | None:
    """The initials of one part of a given name; None where it stays a word."""
    if _DOTTED.fullmatch(piece):
        return "".join(part + mark for part in piece.split(".") if part)
    if not initialize:
        return None
    letter = _LETTER.match(piece)
    if letter is None or letter[0].islower():
        return None
    return letter[0] + mark
