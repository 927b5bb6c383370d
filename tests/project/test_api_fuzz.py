"""Random calls to every operation of the API: none causes an error, leaks data, or exceeds its permission.

The short form makes the same calls each time. With FUZZ_MINUTES set (`python -m stress fuzz`) it continues with new
ones until the time is up.
"""

from __future__ import annotations

import os
import time

from tests.demo.database import DemoDatabase
from tests.project.api_fuzz import Fuzz, seed_of
from tests.project.api_rights import right_of

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0"))
EXAMPLES = 3


def test_no_call_breaks_the_api(demo: DemoDatabase) -> None:
    fuzz = Fuzz(demo.accounts)
    operations = fuzz.operations()
    wrong: dict[str, str] = {}
    end = time.monotonic() + MINUTES * 60
    turn = 0
    while turn == 0 or time.monotonic() < end:
        for operation in operations:
            if str(operation) not in wrong and (turn == 0 or time.monotonic() < end):
                seed = seed_of(operation, turn) if MINUTES else None
                if found := fuzz.run(operation, examples=25 if MINUTES else EXAMPLES, seed=seed):
                    wrong[str(operation)] = found
        turn += 1
    counts = "、".join(f"{status}：{count} 次" for status, count in sorted(fuzz.statuses.items()))
    print(f"共调用 {fuzz.calls_made} 次（{counts}），{len(operations)} 个接口，{len(wrong)} 个有误。")
    assert not wrong, "\n\n".join(wrong.values())


def test_every_writing_operation_has_its_right_written_down(demo: DemoDatabase) -> None:
    for operation in Fuzz(demo.accounts).operations():
        if operation.method != "get":
            assert right_of(operation.method, operation.template)
