import json
from pathlib import Path

import pytest


@pytest.fixture
def fedorenko():
    """The record of the sample, as the example library has it."""
    return json.loads(Path("records/fedorenko-1956-report.json").read_text("utf-8"))
