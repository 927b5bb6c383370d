#!/usr/bin/env python
"""Runs one command. Finds the embedded servers of DATA_DIR, or starts them for the time of the command."""

from __future__ import annotations

import os
import sys

# These need no server.
WITHOUT_SERVERS = {"", "help", "version", "check", "collectstatic", "diffsettings", "spectacular"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiyang_ems.settings")
    from yiyang_ems.embedded.state import StackError
    from yiyang_ems.env import SettingsError

    if sys.argv[1:2] in (["up"], ["down"]):  # the supervisor keeps Django out of its process
        from yiyang_ems.embedded.__main__ import main as stack

        return stack(sys.argv[1:])
    try:
        _provide_servers(next((word for word in sys.argv[1:] if not word.startswith("-")), ""))
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except (SettingsError, StackError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _provide_servers(command: str) -> None:
    if command in WITHOUT_SERVERS or "--help" in sys.argv or "-h" in sys.argv:
        return
    from yiyang_ems.embedded.configuration import StackSettings
    from yiyang_ems.embedded.servers import borrow

    chosen = StackSettings.read()
    if chosen.embeds_database or chosen.embeds_broker:
        borrow(chosen.state, database=chosen.embeds_database, broker=chosen.embeds_broker)


if __name__ == "__main__":
    sys.exit(main())
