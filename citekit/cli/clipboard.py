"""Text on the clipboard, with its italics where the platform's own programs can carry them.

macOS (osascript) and Windows (PowerShell) take text and HTML together; the programs of Linux (wl-copy,
xclip, xsel) take one form, which is the text.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from base64 import b64encode

from citekit.errors import WriteError

_LINUX = (
    ["wl-copy"],
    ["xclip", "-selection", "clipboard"],
    ["xsel", "--clipboard", "--input"],
)

_POWERSHELL = """
Add-Type -AssemblyName System.Windows.Forms
$utf8 = [Text.Encoding]::UTF8
$data = New-Object Windows.Forms.DataObject
$data.SetText($utf8.GetString([Convert]::FromBase64String('{text}')), 'UnicodeText')
$html = New-Object IO.MemoryStream(,[Convert]::FromBase64String('{html}'))
$data.SetData('HTML Format', $false, $html)
[Windows.Forms.Clipboard]::SetDataObject($data, $true)
"""


def copy(text: str, html: str) -> bool:
    """Put ``text`` on the clipboard, and whether ``html`` went with it.

    Raises WriteError where no program reaches the clipboard.
    """
    if sys.platform == "darwin":
        _run(["osascript", "-"], apple_script(text, html))
        return True
    if sys.platform == "win32":
        script = _POWERSHELL.format(
            text=b64encode(text.encode()).decode(), html=b64encode(windows_html(html)).decode()
        )
        _run(["powershell", "-NoProfile", "-STA", "-Command", "-"], script)
        return True
    for command in _LINUX:
        if shutil.which(command[0]):
            _run(command, text)
            return False
    names = ", ".join(command[0] for command in _LINUX)
    raise WriteError(f"the clipboard cannot be reached: install one of {names}")


def apple_script(text: str, html: str) -> str:
    """What osascript runs: both forms as hexadecimal data, so that nothing in them is read as script."""
    styled = f'<meta charset="utf-8">{html}'.encode().hex().upper()
    plain = text.encode().hex().upper()
    return f"set the clipboard to {{«class HTML»:«data HTML{styled}», «class utf8»:«data utf8{plain}»}}"


def windows_html(html: str) -> bytes:
    """The clipboard's "HTML Format": a header with the offsets in bytes of what follows it."""
    header = (
        "Version:0.9\r\nStartHTML:{:08d}\r\nEndHTML:{:08d}\r\nStartFragment:{:08d}\r\nEndFragment:{:08d}\r\n"
    )
    before, after = b"<html><body><!--StartFragment-->", b"<!--EndFragment--></body></html>"
    start = len(header.format(0, 0, 0, 0))
    fragment = html.encode()
    from_, to = start + len(before), start + len(before) + len(fragment)
    return header.format(start, to + len(after), from_, to).encode() + before + fragment + after


def _run(command: list[str], given: str) -> None:
    try:
        subprocess.run(command, input=given.encode(), check=True, stdout=subprocess.DEVNULL, timeout=20)
    except (OSError, subprocess.SubprocessError) as error:
        raise WriteError(f"the clipboard cannot be reached: {command[0]}: {error}") from error
