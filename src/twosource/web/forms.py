"""Forms that change something: read within limits, and only those this app made for this visitor."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from twosource.web.security import FORM_FIELD, is_own_form

MOST_FIELDS = 12
MOST_FILES = 1
LARGEST_FIELD = 64 * 2**10
"""Bytes of one field that is not a file."""
LARGEST_FILE = 16 * 2**20
"""Bytes of a file."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file sent along with a form."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """What a form sent: its fields, and the file where one was chosen."""

    fields: dict[str, str]
    file: SentFile | None = None

    def field(self, name: str) -> str:
        """The field without white space around it; "" where it was not sent."""
        return self.fields.get(name, "").strip()


async def read_form(request: Request) -> Form:
    """The form of a request; HTTPException where it is too large, broken, or not made by this app for this visitor."""
    try:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD) as sent:
            fields = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
            if not is_own_form(request, fields.get(FORM_FIELD, "")):
                raise HTTPException(403, "This form is out of date or comes from elsewhere: open the page again.")
            files = [value for _, value in sent.multi_items() if isinstance(value, UploadFile) and value.filename]
            return Form(fields, await _read_file(files[0]) if files else None)
    except ClientDisconnect as error:
        raise HTTPException(413, "The form is too large.") from error


async def _read_file(file: UploadFile) -> SentFile:
    data = await file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise HTTPException(413, f"A file may have {LARGEST_FILE // 2**20} MB at most.")
    return SentFile((file.filename or "")[:200], data)


OwnForm = Annotated[Form, Depends(read_form)]
"""A form of this app, as a parameter of a page."""
