"""Start-up is felt: heavy libraries load only in the command that needs them."""

import subprocess
import sys

import pytest

HEAVY = {
    "lxml",
    "citeproc",
    "bibtexparser",
    "rich",
    "selectolax",
    "pypdfium2",
    "yaml",
    "rispy",
    "jinja2",
    "markupsafe",
}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_start_up_loads_no_heavy_library(option: str) -> None:
    program = (
        "import sys, runpy\n"
        f"sys.argv = ['citekit', {option!r}]\n"
        "try:\n    runpy.run_module('citekit', run_name='__main__')\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.partition("LOADED ")[2].split())
    assert "click" in loaded
    assert not loaded & HEAVY
