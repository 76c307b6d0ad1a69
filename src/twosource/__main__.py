"""`python -m twosource`."""

from twosource.cli.main import run

run()
