"""``python -m voc``: the same as the command."""

from voc.cli.app import main

main()
