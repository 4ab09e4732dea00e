"""5. A Record becomes CSL-JSON 1.0.2; what CSL has no word for stands under ``custom.citekit``.

Public: :func:`to_csl`, :func:`with_unique_keys`.
"""

from citekit.csl_json.item import to_csl
from citekit.csl_json.keys import with_unique_keys

__all__ = ["to_csl", "with_unique_keys"]
