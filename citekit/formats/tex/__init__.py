"""What BibTeX and BibLaTeX have in common: TeX's text, names, dates, titles and the kinds of entry."""
