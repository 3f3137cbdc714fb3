"""Files of many pages that share their artwork, read back page by page and held to their rules by a sample."""
