"""The command: one verb a file; a verb converts its arguments and calls one function."""
