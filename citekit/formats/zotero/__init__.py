"""What is Zotero's own: its item types, its Extra, and its RDF."""
