"""Comparison and annotated article to terminal, HTML, Markdown and JSON: functions from values to text."""
