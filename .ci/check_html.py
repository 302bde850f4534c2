"""Let the Nu HTML checker read the pages that readers get: `python .ci/check_html.py vnu.jar`.

Needs a Java runtime.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.rich_pages import answers_of_site


def main() -> int:
    answers = answers_of_site().values()
    pages = [each["body"] for each in answers if "text/html" in each["headers"]["Content-Type"]]
    with TemporaryDirectory(prefix="newsroom-html-") as folder:
        for number, page in enumerate(pages):
            (Path(folder) / f"{number}.html").write_bytes(page)
        print(f"{len(pages)} pages", flush=True)
        command = ["java", "-jar", sys.argv[1], "--errors-only", folder]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
