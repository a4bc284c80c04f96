"""The road from files to answers: ingest, analyse, and the two short cuts that need no workspace."""
