"""5. A Record becomes CSL-JSON 1.0.2; what CSL has no word for stands under ``custom.citekit``.

Public: :func:`to_csl`, :class:`UniqueKeys`.
"""

from citekit.csl_json.item import to_csl
from citekit.csl_json.keys import UniqueKeys

__all__ = ["UniqueKeys", "to_csl"]
