"""Let checkers read what readers and search engines get: `python .ci/check_html.py node_modules`.

The Nu HTML checker has the pages, structured-data-testing-tool what they say of themselves, and the
schema of npm's `sitemap` the sitemaps. Needs a Java runtime and Node.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.rich_pages import answers_of_site


def main() -> int:
    modules = Path(sys.argv[1])
    answers = answers_of_site()
    pages = [
        each["body"] for each in answers.values() if "text/html" in each["headers"]["Content-Type"]
    ]
    with TemporaryDirectory(prefix="newsroom-html-") as folder:
        for number, page in enumerate(pages):
            (Path(folder) / f"{number}.html").write_bytes(page)
        print(f"{len(pages)} pages", flush=True)
        jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
        commands = (
            ["java", "-jar", str(jar), "--errors-only", folder],
            ["node", str(Path(__file__).with_name("check_facts.cjs")), folder],
        )
        ended = [subprocess.run(command, check=False).returncode for command in commands]
    return max(map(abs, [*ended, wrong_sitemaps(modules, answers)]))


def wrong_sitemaps(modules: Path, answers: dict[str, Any]) -> int:
    """Tell what the schema has against sitemaps; return how many there are."""
    schema = etree.XMLSchema(etree.parse(modules / "sitemap" / "schema" / "sitemap.xsd"))
    sitemaps = {path: each["body"] for path, each in answers.items() if "/sitemaps/" in path}
    wrong = [path for path, body in sitemaps.items() if not schema(etree.fromstring(body))]
    print(f"{len(sitemaps)} sitemaps", *wrong, *schema.error_log, flush=True)
    return len(wrong) if sitemaps else 1


if __name__ == "__main__":
    sys.exit(main())
