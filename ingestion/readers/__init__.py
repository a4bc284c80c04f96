"""One file format each; ``ingestion.table`` lists them."""
