"""3. One citation becomes a Record: block, archival reference, credits, names, dates."""
