"""The wheel and the sdist, made by `build` with hatchling, the same bytes each time."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from chuangwen_corpus.distribute.tools import run


def write(source: Path, epoch: int, folder: Path) -> None:
    """Builds both: the sdist from the source, the wheel from the sdist.

    They are built in this environment, not in one that is filled from the network: the version of hatchling, which both
    name, is that of the constraints, and a release needs no network.

    Args:
        source: A copy of the checkout.
        epoch: The time of all files in them.
        folder: Where they are written to.
    """
    with tempfile.TemporaryDirectory(prefix="chuangwen-") as made:
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", made, str(source)]
        run(command, "building wheel and sdist", env={"SOURCE_DATE_EPOCH": str(epoch)})
        for file in sorted(Path(made).iterdir()):
            if file.name.endswith((".whl", ".tar.gz")):
                shutil.copyfile(file, folder / file.name)
