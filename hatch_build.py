"""Compiles the archives' TOML when citekit is built: see ``citekit/archives/compiled.py``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileArchives(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``citekit/archives/repositories.json`` into the tree, and so into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before anything is packed, for a wheel and for an editable installation."""
        if self.target_name != "wheel":
            return
        # A stand-in for the package, as its own start imports libraries that no build environment has.
        package = ModuleType("citekit")
        package.__path__ = [str(Path(self.root, "citekit"))]
        sys.modules["citekit"] = package
        from citekit.archives.compiled import COMPILED, build, read_sources

        here = Path(self.root, "citekit", "archives")
        written = here / f"{COMPILED}.new"
        written.write_text(json.dumps(build(read_sources(here)), ensure_ascii=False), encoding="utf-8")
        written.replace(here / COMPILED)
        build_data["artifacts"].append(f"citekit/archives/{COMPILED}")
