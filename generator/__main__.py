"""`python -m generator` is the `handbill` command, for machines where the script is not on the path."""

from generator.cli import main

main()
