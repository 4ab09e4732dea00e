"""2. Where citations stand: citation blocks, footnotes, references in prose."""
