"""The one registry: order, replacement, keys."""

from __future__ import annotations

from foundation.common.registry import Registry


def first() -> str:
    return "first"


def test_lower_orders_come_first_and_equal_ones_as_registered() -> None:
    numbers: Registry[int] = Registry()
    for key, item, order in (("c", 3, 2), ("a", 1, 0), ("b", 2, 0), ("z", 0, -1)):
        assert numbers.register(item, key=key, order=order) == item
    assert list(numbers) == [0, 1, 2, 3]
    assert [key for key, _ in numbers.items()] == ["z", "a", "b", "c"]


def test_the_same_key_again_replaces() -> None:
    found: Registry[object] = Registry()
    found.register(first)
    found.register(first)
    assert len(found) == 1
    key = f"{__name__}.first"
    assert found.get(key) is first
    found.register(len, key=key)
    assert found.get(key) is len
    assert found.get("nothing") is None
