"""``python -m stress.snapshot dump CHECKOUT FOLDER`` and ``compare OLD NEW``; see docs/operations.md."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from stress.snapshot.comparing import compare, load_accepted, load_dump
from stress.snapshot.reporting import report
from stress.snapshot.starting import dump

ACCEPTED = Path(__file__).with_name("accepted.toml")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stress.snapshot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    dumping = commands.add_parser("dump", help="write what the code in CHECKOUT answers to FOLDER")
    dumping.add_argument("checkout", type=Path, help="a checkout that bin/setup test has prepared")
    dumping.add_argument("folder", type=Path, help="where the dump is written")
    dumping.add_argument("--data-dir", type=Path, help="data of the installation: kept, and used again")
    dumping.add_argument("--also", type=Path, help="an earlier dump, whose addresses are requested too")
    dumping.add_argument(
        "--only", nargs="+", default=(), metavar="SECTION", help="sections to write, such as rows or api"
    )
    comparing = commands.add_parser("compare", help="list the differences; status 1 when one is not explained")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.add_argument("--accepted", type=Path, default=ACCEPTED, help="the explained differences")
    comparing.add_argument("--all", action="store_true", help="show each difference, not three of a kind")
    chosen = parser.parse_args(arguments)
    if chosen.command == "dump":
        began = time.monotonic()
        dump(chosen.checkout, chosen.folder, data_dir=chosen.data_dir, also=chosen.also, only=chosen.only)
        print(f"{chosen.folder}: {time.monotonic() - began:.0f} s")
        return 0
    comparison = compare(load_dump(chosen.old), load_dump(chosen.new), load_accepted(chosen.accepted))
    print(report(comparison, examples=None if chosen.all else 3))
    return 1 if comparison.unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
