import json
import os

from citekit.library import Library
from citekit.manuscript.footnotes import Request
from citekit.manuscript.watch import watched


def test_the_output_is_written_again_when_a_file_changes_and_only_then(tmp_path):
    works, draft, out = tmp_path / "works.json", tmp_path / "draft.md", tmp_path / "out.md"
    book = {"id": "a", "type": "book", "title": "First", "author": [{"family": "Kim"}]}
    works.write_text(json.dumps([book]))
    draft.write_text("A [@a].\n")
    said, written = [], []
    steps = iter(
        [
            lambda: None,
            lambda: draft.write_text("A [@a]. Again [@a, 5].\n"),
            lambda: works.write_text(json.dumps([{**book, "title": "The Second"}])),
            lambda: draft.unlink(),
            lambda: draft.write_text("B [@nope].\n"),
        ]
    )

    def wait(_seconds):
        written.append((out.stat().st_mtime_ns, out.read_text()))
        next(steps, lambda: None)()
        for file in (works, draft):
            if file.exists():
                stamp = file.stat().st_mtime_ns + len(written)
                if len(written) in (2, 3, 5):
                    os.utime(file, ns=(stamp, stamp))

    request = Request(draft, out, None, None, (works,), Library(tmp_path / "lib"))
    watched(request, said.append, wait=wait, rounds=6)
    texts = [text for _, text in written]
    assert texts[0] == texts[1]
    assert written[0][0] == written[1][0]
    assert "Again" in texts[2]
    assert "The Second" in texts[3]
    assert texts[4] == texts[3]
    assert "nope" in texts[5]
    assert sum("No such file" in line for line in said) == 1
