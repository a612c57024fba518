"""One view of a page exported, in a process of its own: the report as it was gathered comes in, a file goes out.

What comes in was pickled by the server that started this process; it is read from nowhere else.
"""

from __future__ import annotations

import json
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.errors import AnalysisError
from dashboard.reports.browser import drawing
from dashboard.reports.process import put


def main() -> None:
    """Read what is wanted, then the report; write the file, tell the progress line by line (JSON) on standard output."""
    output, sample, out = pickle.load(sys.stdin.buffer)  # noqa: S301  from our own server, through a pipe

    def tell(stage: str, done: float) -> None:
        print(json.dumps({"stage": stage, "done": done}), flush=True)

    try:
        tell("browser", 0)
        # The report, and all that it takes to read it, is loaded beside the start of the browser.
        with ThreadPoolExecutor(1) as aside:
            reading = aside.submit(pickle.load, sys.stdin.buffer)
            with drawing((output,), lambda said: None) as drawer:
                report = reading.result()
                from dashboard.reports.archives import zipped
                from dashboard.reports.outputs import outputs

                made = list(outputs(report, (output,), sample=sample, drawer=drawer, tell=tell))
        content = zipped({name: one for _, name, one in made}) if output == "png" else made[0][2]
        put(Path(out), content)
    except AnalysisError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
