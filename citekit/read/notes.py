"""The heading of a section of notes, as writers word it.

Public: :data:`NOTES_HEADING`.
"""

from __future__ import annotations

import re

NOTES_HEADING = re.compile(
    r"\W*(?:notes|endnotes|footnotes|references|sources|notes and references|примечания|сноски|комментарии|ссылки|"
    r"источники|примітки|посилання|бележки|anmerkungen|fußnoten|endnoten|quellen|einzelnachweise|przypisy|jegyzetek|"
    r"poznámky|notes de bas de page|note|notas|bilješke|napomene|opombe|märkused|išnašos|atsauces|jegyzet)\W*",
    re.I,
)
