"""Personal data by form: one file a kind of number, address or secret."""
