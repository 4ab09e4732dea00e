"""CSL-JSON into every format and back: one module a format, one line each in FORMATS."""
