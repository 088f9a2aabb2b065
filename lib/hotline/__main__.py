"""`python -m hotline check [FOLDER]`: print every problem in the tables, and exit with 1 if there is one."""

import argparse
import sys
from pathlib import Path

from hotline.check import check
from hotline.schema import SHIPPED
from hotline.words import plural


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0 for a clean record, 1 for problems, 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="python -m hotline", description="Tools for the record of the lines.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="print every problem in a folder of tables")
    checking.add_argument("folder", nargs="?", type=Path, default=SHIPPED, help="the folder (the shipped tables)")
    folder = parser.parse_args(arguments).folder
    problems = check(folder)
    for problem in problems:
        print(problem)
    print(f"{folder}: {plural(len(problems), 'problem') if problems else 'no problems'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
