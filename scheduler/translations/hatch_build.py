"""Compiles the message catalogues whenever the package is built or installed for editing."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueBuildHook(BuildHookInterface[Any]):
    """Writes each `messages.mo` beside its `messages.po`, because only the sources are in git."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue and let the wheel carry the result."""
        del version
        root = Path(self.root)
        for source in sorted(root.glob("scheduler/translations/*/LC_MESSAGES/messages.po")):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as catalogue_file, compiled.open("wb") as compiled_file:
                write_mo(compiled_file, read_po(catalogue_file, locale=source.parts[-3]))
            build_data["artifacts"].append(compiled.relative_to(root).as_posix())
