"""A writer's draft: citations in, footnotes out; checks."""
