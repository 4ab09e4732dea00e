"""The notes of a Markdown or Word draft restyled: a new text, or changes that Word tracks."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from citekit.errors import CitekitError
from citekit.manuscript import in_word
from citekit.manuscript.footnotes import decoded, read_bytes
from citekit.manuscript.in_markdown import Splice, spliced
from citekit.manuscript.markdown import MarkdownDraft, NoteCall, NoteText, read_draft
from citekit.manuscript.passage import Passage
from citekit.manuscript.restyle.plan import NoteWords, Plan, Rewrite, plan
from citekit.manuscript.restyle.tracked import tracked
from citekit.manuscript.runs import to_markdown
from citekit.model import Span
from citekit.rendering import Style

_SAVED_AS_WORD = frozenset({".odt", ".fodt", ".rtf", ".doc", ".docm", ".dotx", ".pages"})


class NoRestyle(CitekitError):
    """A draft that cannot be restyled."""

    wrong_usage = True


@dataclass(frozen=True, slots=True)
class Restyled:
    """The new file, what was done (each change as its note's number, the old words, and the new), what was
    left, and the difference as text (Markdown only)."""

    data: bytes
    plan: Plan
    changes: tuple[tuple[str, str, str], ...]
    diff: str


def restyle(path: Path, style: Style, *, locale: str | None = None, author: str = "citekit") -> Restyled:
    """The draft at ``path`` with the archival references of its notes in ``style``.

    Raises UnreadableInput, InputTooLarge, or NoRestyle for a format that has no tracked changes here.
    """
    data = read_bytes(path)
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return _word(data, path, style, locale, author)
    if suffix in (".md", ".markdown"):
        return _markdown(data, path, style, locale)
    hint = "save it as .docx" if suffix in _SAVED_AS_WORD else "give the draft as one of the two"
    raise NoRestyle(
        f"{path}: cannot be restyled; Word files (.docx) can, as tracked changes, and Markdown (.md): {hint}"
    )


def _markdown(data: bytes, path: Path, style: Style, locale: str | None) -> Restyled:
    text = decoded(data, path)
    draft = read_draft(text)
    notes = _called(draft)
    plains = [_plain(note.body.of(text)) for note in notes]
    words = [
        NoteWords(_number(note, at), plain)
        for at, (note, (plain, _)) in enumerate(zip(notes, plains, strict=True), 1)
    ]
    made = plan(words, style, locale=locale)
    splices = []
    for rewrite in made.rewrites:
        begin = notes[rewrite.note].body.start
        places = plains[rewrite.note][1]
        span = Span(begin + places[rewrite.span.start], begin + places[rewrite.span.end - 1] + 1)
        splices.append(Splice(_with_marks(text, span, notes[rewrite.note].body), to_markdown(rewrite.runs)))
    new = spliced(text, splices)
    name = path.name
    diff = "".join(
        unified_diff(text.splitlines(True), new.splitlines(True), name, f"{name} ({style.name})", n=1)
    )
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return Restyled(mark + new.encode(), made, _changes(words, made.rewrites), diff)


def _called(draft: MarkdownDraft) -> list[NoteText]:
    """The notes in the order of their calls, then those that nothing calls."""
    calls = [item.note for item in draft.flow if isinstance(item, NoteCall)]
    return list(dict.fromkeys([*calls, *draft.notes]))


def _number(note: NoteText, at: int) -> str:
    return note.label or str(at)


def _plain(markdown: str) -> tuple[str, list[int]]:
    """The words of Markdown without its marks of emphasis and escapes, and the place of each letter."""
    letters, places = [], []
    for at, letter in enumerate(markdown):
        escape = letter == "\\" and markdown[at + 1 : at + 2] in tuple("\\`*_{}[]()#+-.!@<>^~$|")
        if (letter == "*" and (at == 0 or markdown[at - 1] != "\\")) or escape:
            continue
        letters.append(" " if letter in "\u00a0\n\r\t" else letter)
        places.append(at)
    return "".join(letters), places


def _with_marks(text: str, span: Span, body: Span) -> Span:
    """The span with marks of emphasis of which it holds only one side."""
    start, end = span
    if text[start:end].count("*") % 2:
        if start > body.start and text[start - 1] == "*":
            start -= 1
        elif text[end : end + 1] == "*":
            end += 1
    return Span(start, end)


def _word(data: bytes, path: Path, style: Style, locale: str | None, author: str) -> Restyled:
    draft = in_word.read(data, path)
    passages: list[Passage] = []
    words: list[NoteWords] = []
    order = list(dict.fromkeys(note for passage in draft.body for _, note in passage.calls))
    for number, note in enumerate(order, 1):
        for passage in draft.notes.get(note, ()):
            passages.append(passage)
            words.append(NoteWords(str(number), passage.text.replace("\u00a0", " ")))
    made = plan(words, style, locale=locale)
    return Restyled(tracked(draft, passages, made.rewrites, author), made, _changes(words, made.rewrites), "")


def _changes(words: list[NoteWords], rewrites: list[Rewrite]) -> tuple[tuple[str, str, str], ...]:
    from citekit.manuscript.runs import plain

    return tuple(
        (words[rewrite.note].number, rewrite.span.of(words[rewrite.note].words), plain(rewrite.runs))
        for rewrite in rewrites
    )
