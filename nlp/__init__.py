"""Language parts of voc: pure functions over batches of texts, one engine a file."""
