"""Run every stress test in turn under var-stress/; non-zero when one fails. `python -m stress faults` runs one."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from stress import (
    faults,
    fuzz,
    long_forms,
    numbers,
    people,
    starts,
)

TRIALS: dict[str, Callable[[], None]] = {
    "starts": starts.run,
    "faults": faults.run,
    "numbers": numbers.run,
    "people": people.run,
    "fuzz": fuzz.run,
    "long": long_forms.run,
}


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - set(TRIALS)
    if unknown:
        print(f"没有这项试验：{'、'.join(sorted(unknown))}。可选：{'、'.join(TRIALS)}", file=sys.stderr)
        return 2
    failed = []
    for name in chosen or TRIALS:
        began = time.monotonic()
        print(f"== {name}", flush=True)
        try:
            TRIALS[name]()
        except AssertionError as error:
            failed.append(name)
            print(f"未通过：{error}", flush=True)
        print(f"== {name} 用时 {time.monotonic() - began:.0f} 秒", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
