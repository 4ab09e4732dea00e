"""A page for people who would rather look: the text with every reference marked, and the record beside it.

A document's text is marked where it is read (:mod:`citekit.report.marked`); the page is written from what all
of them gave (:mod:`citekit.report.page`). Its frame, looks and behaviour are ``report.html.j2``,
``report.css`` and ``report.js`` beside this file.
"""
