"""Jobs: long work that is asked for now and done by a worker later; knows the store and nothing heavy."""
