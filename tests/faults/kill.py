"""Kill a build at random moments, then let one end, and compare it with one that nobody disturbed.

usage: python tests/faults/kill.py [TIMES] [ARTICLES]      30 times, 100 articles
"""

import sys
import tempfile
import time
from pathlib import Path

from test_build_survives import articles, contents, kill_at_random_moments, onrecord


def main() -> int:
    times, count = (int(word) for word in [*sys.argv[1:], "30", "100"][:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = articles(folder, count)
        began = time.monotonic()
        onrecord("build", given, "-o", folder / "whole", "--attribution", "rules", "--processes", "1")
        seconds = time.monotonic() - began
        killed = kill_at_random_moments(given, folder / "out", times, seconds)
        same = contents(folder / "out") == contents(folder / "whole")
        print(
            f"killed {killed} of {times} builds of {count} articles within {seconds:.0f} seconds of their start: "
            f"the next build is {'the same byte for byte' if same else 'NOT the same'}"
        )
    return not same


if __name__ == "__main__":
    sys.exit(main())
