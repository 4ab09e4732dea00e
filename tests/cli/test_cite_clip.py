import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from citekit.cli.clipboard import apple_script, windows_html

SAMPLE = Path(__file__).parents[1] / "samples" / "fedorenko-1956.md"


def clip(path):
    command = [sys.executable, "-m", "citekit", "cite", str(SAMPLE), "--clip"]
    environment = {**os.environ, "PATH": str(path)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there osascript or PowerShell does it")
def test_the_note_is_on_the_clipboard(tmp_path):
    program = tmp_path / "xclip"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'clip')!r}, 'w').write(sys.stdin.read())\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    done = clip(tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "clip").read_text() == done.stdout.splitlines()[1]
    assert "on the clipboard, as text" in done.stderr


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there osascript or PowerShell does it")
def test_a_machine_without_a_clipboard_says_so_after_printing(tmp_path):
    done = clip(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("Note\n")
    assert "xclip" in done.stderr


def test_the_header_of_windows_html_names_the_bytes_of_the_fragment():
    html = "“Отчёт,” <i>Правда</i>"
    data = windows_html(html)
    offsets = {name: int(at) for name, at in re.findall(rb"(\w+):(\d{8})", data)}
    assert data[offsets[b"StartFragment"] : offsets[b"EndFragment"]].decode() == html
    assert data[offsets[b"StartHTML"] :].startswith(b"<html>")
    assert len(data) == offsets[b"EndHTML"]


def test_nothing_of_the_text_is_read_as_apple_script():
    script = apple_script('a" & (do shell script "x") & "', "<i>a</i>")
    assert "shell" not in script
    assert bytes.fromhex(re.search("data utf8([0-9A-F]+)»", script)[1]).decode().endswith('& "')
