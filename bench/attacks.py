"""What each hostile file of the tests costs the process that reads it: ``python -m bench.attacks [NAME]``."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.ingestion.hostile import FILES, PATTERNS
from tests.ingestion.test_attacks import UNIT, attempt


def main(only: str | None) -> None:
    """Print a line for each attack: computing time, peak memory, what is said."""
    if only is None:
        for attack in (*FILES, *PATTERNS):
            subprocess.run([sys.executable, "-m", "bench.attacks", attack.name], check=True)
        return
    attack = next(attack for attack in (*FILES, *PATTERNS) if attack.name == only)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / attack.file
        attack.write(path)
        size = path.stat().st_size
        began = time.perf_counter()
        outcome = attempt(path)
        took = time.perf_counter() - began
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = outcome if isinstance(outcome, str) else f"read, {len(outcome)} records"
    print(
        f"{attack.name:44} {size / 1e6:7.2f} MB {took:5.2f} s {usage.ru_maxrss * UNIT / 1e6:5.0f} MB  {said}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
