"""``citekit footnotes``: a draft with keys becomes a text with notes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from citekit.errors import CitekitError, InputTooLarge, UnknownFormat, UnreadableInput, WriteError
from citekit.library import Library
from citekit.manuscript.body import read_body
from citekit.manuscript.header import Header, read_header
from citekit.manuscript.in_markdown import flow_of, footnoted
from citekit.manuscript.markdown import MarkdownDraft, Trouble, read_draft
from citekit.manuscript.passage import left_in_boxes
from citekit.manuscript.printing import PrintedDraft, print_flow
from citekit.manuscript.sources import Works, find_works
from citekit.manuscript.write import SUFFIXES, WRITERS, TitlePage, write
from citekit.rendering import Style, find_style

LARGEST_DRAFT = 100 * 2**20
"""Bytes of the largest draft that is read."""

WORD_PROCESSORS = {"docx": "citekit.manuscript.in_word", "odt": "citekit.manuscript.in_opendocument"}
"""Format -> module that reads a draft of it and prints its citations into it."""

BIBLIOGRAPHY_TITLES = {
    "de": "Literaturverzeichnis", "fr": "Bibliographie", "ru": "Библиография", "uk": "Бібліографія",
    "pl": "Bibliografia", "it": "Bibliografia", "es": "Bibliografía", "hu": "Irodalom",
}  # fmt: skip


class WrongOutput(CitekitError):
    """An output that the draft cannot become."""

    wrong_usage = True


@dataclass(frozen=True, slots=True)
class Request:
    """What the writer asks for: the draft, the style and language (None: what the draft says, else Chicago
    and the style's own), where the works are, and the format (None: what the output's suffix says)."""

    draft: Path
    out: Path
    style: str | None = None
    locale: str | None = None
    bibliographies: Sequence[Path] = ()
    library: Library | None = None
    to: str | None = None


@dataclass(slots=True)
class Report:
    """What came of it: how many ``citations``, in how many ``notes``; what was wrong, line by line; and the
    files on which the output depends."""

    citations: int = 0
    notes: int = 0
    troubles: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def count(self, printed: PrintedDraft, citations: int) -> None:
        """Take over how much was printed."""
        self.citations = citations
        self.notes = max((shown.number for shown in printed.mentions), default=0)


def footnotes(request: Request) -> Report:
    """Write the draft with its notes to ``request.out``; the draft itself is never written to.

    Raises UnreadableInput, InputTooLarge, UnknownStyle, UnknownFormat or WriteError.
    """
    to = output_format(request)
    data = read_bytes(request.draft)
    if _same_file(request.draft, request.out):
        raise WriteError(f"{request.out}: is the draft itself, which is never written to; name another file")
    kind = SUFFIXES.get(request.draft.suffix.lower(), "markdown")
    if kind in WORD_PROCESSORS:
        return _in_word_processor(request, data, kind, to)
    return _in_markdown(request, data, to)


def _in_word_processor(request: Request, data: bytes, kind: str, to: str) -> Report:
    if to != kind:
        raise WrongOutput(f"{request.out}: a .{kind} draft becomes a .{kind}; name the output so")
    module = import_module(WORD_PROCESSORS[kind])
    draft = module.read(data, request.draft)
    works = find_works(Header(), request.draft.parent, request.bibliographies, request.library)
    report = Report(files=[request.draft, *works.files])
    style = style_of(request, Header(), request.draft.parent)
    items = works.cited(draft.keys())
    flow, order = draft.flow(items)
    printed = print_flow(flow, items, style, locale=request.locale)
    title = bibliography_title((request.locale or style.locale or "en")[:2])
    made: bytes = module.footnoted(draft, order, printed, bibliography_title=title, after_marks=True)
    report.count(printed, len(order))
    report.troubles += [f"{request.draft}: {problem}" for problem in works.problems]
    report.troubles += [
        f"{request.draft}: {where}: {unknown_key(key, works)}" for where, key in draft.unknown(order, items)
    ]
    report.troubles += [
        f"{request.draft}: {where}: {words} stands in a text box, which can hold no footnote; it is left as typed"
        for where, words in left_in_boxes(draft.body, items)
    ]
    report.troubles += [f"{request.draft}: {warning}" for warning in printed.warnings]
    write_whole(request.out, made)
    return report


def _in_markdown(request: Request, data: bytes, to: str) -> Report:
    text = decoded(data, request.draft)
    draft = read_draft(text)
    header = read_header(draft.header.of(text))
    works = find_works(header, request.draft.parent, request.bibliographies, request.library)
    report = Report(files=[request.draft, *works.files])
    style = style_of(request, header, request.draft.parent)
    flow, order = flow_of(draft)
    items = works.cited([*(cite.key for citation in order for cite in citation.cites), *header.nocite])
    printed = print_flow(flow, items, style, locale=request.locale or header.lang, nocite=header.nocite)
    report.count(printed, len(order))
    report.troubles += [f"{request.draft}: {problem}" for problem in works.problems]
    troubles = [*header.troubles, *draft.troubles, *_unknown(draft, works, items)]
    report.troubles += [
        f"{request.draft}:{draft.line(trouble.at)}: {trouble.message}"
        for trouble in sorted(troubles, key=lambda trouble: trouble.at)
    ]
    report.troubles += [f"{request.draft}: {warning}" for warning in printed.warnings]
    lang = request.locale or header.lang or style.locale or "en-US"
    title = header.bibliography_title or bibliography_title(lang)
    if header.suppress_bibliography:
        printed = printed.without_bibliography()
    made = footnoted(
        draft,
        order,
        printed,
        after_marks=header.notes_after_punctuation,
        bibliography_title=title,
        fenced=to != "markdown",
    )
    write_whole(request.out, _encoded(made, data, header, lang, draft, to, request.draft.parent))
    return report


def bibliography_title(lang: str) -> str:
    """What a bibliography is called in a language."""
    return BIBLIOGRAPHY_TITLES.get(lang[:2], "Bibliography")


def output_format(request: Request) -> str:
    """The format that is asked for; raises UnknownFormat."""
    suffix = request.out.suffix.lower()
    to = request.to or SUFFIXES.get(suffix)
    if to != "markdown" and to not in WRITERS:
        raise UnknownFormat(to or suffix.lstrip(".") or str(request.out), ["markdown", *WRITERS])
    return to


def style_of(request: Request, header: Header, folder: Path) -> Style:
    """The style of the command line, else the draft's, else Chicago's notes."""
    if request.style or not header.csl:
        return find_style(request.style or "chicago")
    beside = folder / header.csl
    return find_style(str(beside) if beside.is_file() else header.csl)


def _unknown(draft: MarkdownDraft, works: Works, items: Mapping[str, object]) -> list[Trouble]:
    troubles = []
    for citation in draft.citations():
        for cite in citation.cites:
            if cite.key not in items:
                troubles.append(Trouble("key-unknown", unknown_key(cite.key, works), cite.span.start))
    return troubles


def unknown_key(key: str, works: Works) -> str:
    """What is said of a key that no bibliography has."""
    near = works.nearest(key)
    hint = f"; did you mean {' or '.join(f'@{name}' for name in near)}?" if near else ""
    return f"no work has the key @{key}{hint}"


def _encoded(
    made: str, data: bytes, header: Header, lang: str, draft: MarkdownDraft, to: str, folder: Path
) -> bytes:
    if to == "markdown":
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        return mark + made.encode("utf-8", "surrogatepass")
    page = TitlePage(header.title, header.authors, header.date, lang, folder)
    return write(read_body(made[draft.header.end :], lang), page, to)


def read_bytes(path: Path) -> bytes:
    """The bytes of a draft; raises UnreadableInput or InputTooLarge with what to do."""
    try:
        if path.is_dir():
            raise UnreadableInput(f"{path}: is a folder; name a draft in it")
        if path.stat().st_size > LARGEST_DRAFT:
            raise InputTooLarge(f"{path}: is larger than {LARGEST_DRAFT // 2**20} MB; split it into chapters")
        return path.read_bytes()
    except PermissionError as error:
        message = "cannot be read; if it is open in a word processor, close it there"
        raise UnreadableInput(f"{path}: {message}") from error
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror or error}") from error


def decoded(data: bytes, path: Path) -> str:
    """The draft's text; raises UnreadableInput for one that is binary."""
    from citekit.read.encoding import decode

    text, _ = decode(data, str(path))
    return text


def write_beside(draft: Path, out: Path, data: bytes) -> None:
    """Write the output of a draft, whole or not at all, and never over the draft; raises WriteError."""
    if _same_file(draft, out):
        raise WriteError(f"{out}: is the draft itself, which is never written to; name another file")
    write_whole(out, data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there; raises WriteError."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise WriteError(f"{path}: {error.strerror or error}; close it if it is open elsewhere") from error


def _same_file(one: Path, other: Path) -> bool:
    return other.exists() and one.exists() and one.samefile(other)
