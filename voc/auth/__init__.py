"""Who may read, quote and write: tokens with scopes, the sessions of signed-in people, and their rules."""
