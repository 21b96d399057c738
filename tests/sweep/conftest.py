"""The sweep runs only when it is asked for: `make sweep`, or `pytest -m sweep`."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "sweep" in config.option.markexpr:
        return
    ours = [item for item in items if item.get_closest_marker("sweep")]
    if ours:
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if item not in ours]
