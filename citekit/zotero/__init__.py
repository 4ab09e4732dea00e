"""Into a running Zotero and out of it."""
