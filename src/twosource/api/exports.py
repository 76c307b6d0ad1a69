"""An account as a file that other tools read."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from twosource.api.problems import missing
from twosource.model.comparison import Comparison
from twosource.report.exports.files import EXPORT_FILES

ExportName = Annotated[
    str,
    Path(
        description="; ".join(f"`{file.name}`: {file.meaning}" for file in EXPORT_FILES.values()),
        json_schema_extra={"enum": sorted(EXPORT_FILES)},
        max_length=100,
    ),
]


def export_answer(name: str, account: Callable[[], Comparison]) -> Response:
    """The account as the file of that name."""
    file = EXPORT_FILES.get(name)
    if file is None:
        raise missing(f"There is no such file; there are {', '.join(sorted(EXPORT_FILES))}.")
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.render(account()), headers=headers, media_type=file.media_type)
