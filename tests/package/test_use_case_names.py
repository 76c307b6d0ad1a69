"""`twosource.compare` and `twosource.annotate` are the use cases, whatever else has been imported."""

import subprocess
import sys

CODE = """
import twosource
import twosource.annotate.syntax, twosource.compare.account
from twosource.compare.account import compare_articles
assert compare_articles is not twosource.compare
assert twosource.compare.__module__ == twosource.annotate.__module__ == "twosource.service.accounts"
"""


def test_importing_a_stage_does_not_take_the_name_of_a_use_case() -> None:
    subprocess.run([sys.executable, "-c", CODE], check=True)
