"""Records on disk, and the index that finds them."""
