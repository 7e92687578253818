"""``python -m scheduler``: the same as the installed command."""

from scheduler.cli.main import main

main()
