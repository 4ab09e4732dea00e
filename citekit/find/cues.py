"""The cheap scan for what every archival reference must contain.

Public: :func:`has_cue`. The grammar runs only where a cue stands (two stages: see ``benchmarks/extraction.py``).
"""

from __future__ import annotations

import re

from citekit.model import Span

_CUE = re.compile(
    # a level word before a number, in transliteration or Cyrillic
    r"(?<![^\W\d_])(?:[Ff]ond[sy]?|[Ff]|[Ff]\.|[Oo]p(?:is)?|[Dd]elo|[Dd]|[Ll]ist[y]?|[Ll]l?|[Bb]ox|[Ff]older|[Cc]ontainer|[Ll]ot|RG|"
    r"Record Group|[Ff]ile|zesp|sygn|[Tt]|Bl|Nr|Bd|[Kk]|[Ss]ygn|[Zz]|[Ww]|[Ss]pr|[Aa]rk|[Ss]|pp?|[Aa]p|[Ff]ol|[Bb]|[Ff]asc|[Bb]usta|[Ff]ilza|[Cc]x|[Ss]v|"
    r"[Фф](?:онд)?|[Оо]п(?:ись)?|[Дд](?:ело)?|[Сс]пр|[Ии]нв|[Кк]артон|[Ее]д\. ?хр|а\. ?е|[Аа]рк|[Лл]л?)\b[.:]?\s?(?:№\s?|No\.? ?)?[\w’-]*\d"
    # words of archives and collections
    r"|[Aa]rchi[vf]|[Ll]ibrar|Papers|Central Files|[Рр]хив|[Аа]рхів|Levéltár|BArch|Collection|Record Office"
    r"|档案|史料館"
    # shelf-marks with a shape of their own
    r"|\b[A-ZА-Я]{2,8}[,.:]?\s\(?[\w.-]*\d[\w-]*[/-]\w|\d\w*/\d\w*/\d|[IVXLC]+-[A-Z]-\d|\b[A-Z]{1,4} ?\d{1,4}/\d"
    r"|\b[A-Z]{0,3}\d{1,4}-\d{1,4}-\d|\b[Nn](?:os?|r)\.\s?\d{2}|Signatur"
    # what refers back or credits
    r"|\b(?:[Ii]bid|[Tt]ranslated|[Oo]btained|[Cc]ontributed|Ebd|Ebenda|Tamże)\b|[Тт]ам же|[Тт]ам само|[Пп]ак там|[Пп]еревод"
)


def has_cue(text: str, span: Span) -> bool:
    """Whether ``span`` may hold an archival reference at all."""
    return _CUE.search(text, span.start, span.end) is not None
