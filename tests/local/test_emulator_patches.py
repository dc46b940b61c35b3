"""Each patch of the emulator does what it is for, and is still needed: without it the stock emulator differs from AWS.

When an upgrade of ministack makes one of the second tests fail, that patch can be deleted.
"""

from pathlib import Path

import pytest
from local.emulator.patches import PATCHES
from tests.local.conftest import APP
from tests.local.probes import PAGE_ORIGIN, PROBES
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("patches")


def test_every_patch_has_a_probe() -> None:
    assert set(PROBES) == set(PATCHES)


@pytest.mark.parametrize("patch", PATCHES)
def test_with_the_patch_the_emulator_is_as_aws(patch: str, patched: Stack, tmp_path: Path) -> None:
    assert PROBES[patch](patched, tmp_path)


@pytest.mark.parametrize("patch", PATCHES)
def test_without_the_patch_the_emulator_is_not_as_aws(patch: str, tmp_path: Path) -> None:
    settings = {"MINA_EMULATOR_WITHOUT": patch, "MINA_PAGE_ORIGINS": PAGE_ORIGIN}
    stock = Stack.start(tmp_path / "data", template=APP, settings=settings, save=patch != "saved_state")
    try:
        assert not PROBES[patch](stock, tmp_path)
    finally:
        stock.stop()
