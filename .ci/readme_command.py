"""Print a command of the README: the fenced block after the comment ``<!-- command: NAME -->``."""

import re
import sys
from pathlib import Path

readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
name = sys.argv[1]
found = re.search(rf"<!-- command: {name} -->\s*```\w*\n(.*?)```", readme, re.DOTALL)
if found is None:
    sys.exit(f"README.md has no command named {name!r}; mark it with <!-- command: {name} -->")
sys.stdout.write(found.group(1))
