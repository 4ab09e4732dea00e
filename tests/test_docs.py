"""What the documents say is so: README's examples run, and each command, format and code is documented."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from citekit.cli import citekit as command_line
from citekit.formats import FORMATS
from citekit.model.diagnostic import CODES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = README + "".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))

_BLOCKS = re.findall(r"```console\n\$ citekit ([^\n#]+)\n(.+?)\n```", README, re.DOTALL)
SHOWN = [(arguments, output) for arguments, output in _BLOCKS if not output.startswith("$ ")]


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def test_readme_shows_what_the_main_commands_print():
    assert {arguments.split()[0] for arguments, _ in SHOWN} >= {"cite", "export", "extract"}


@pytest.mark.parametrize(("arguments", "output"), SHOWN, ids=[arguments for arguments, _ in SHOWN])
def test_readmes_examples_print_what_it_says(arguments, output):
    printed = _run("-m", "citekit", *shlex.split(arguments))
    if output.endswith("\n..."):
        assert printed.startswith(output[: -len("...")])
    else:
        assert printed.rstrip() == output


def test_readmes_python_prints_a_note():
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    assert _run("-c", code).startswith("“Report by N.T. Fedorenko on a Conversation")


@pytest.mark.parametrize("command", sorted(command_line.list_commands(None)))
def test_each_command_is_documented(command):
    assert re.search(rf"citekit (?:[a-z]+,? (?:and )?)*{command}\b", DOCS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_is_documented(name):
    assert f"`{name}`" in README


def test_each_code_is_documented_and_no_other():
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^## (\S+)$", page, re.MULTILINE)) == sorted(CODES)


@pytest.mark.parametrize(
    "code",
    sorted(
        code
        for file in (ROOT / "citekit").rglob("*.py")
        for code in re.findall(r'Diagnostic\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8"))
    ),
)
def test_each_code_in_use_is_listed(code):
    assert code in CODES


def test_each_field_of_a_record_is_documented():
    source = (
        (ROOT / "citekit" / "csl_json" / "item.py").read_text(encoding="utf-8").partition("def _custom(")[2]
    )
    written = {*re.findall(r'_put\((?:custom|found), "(\w+)"', source)}
    written |= {*re.findall(r'(?:custom|found)\["(\w+)"\] =', source)}
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    assert len(written) > 15
    assert sorted(field for field in written if f"`{field}`" not in page) == []
