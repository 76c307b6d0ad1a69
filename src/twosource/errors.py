"""The exceptions Twosource raises. A document that cannot be read is no exception but a `Rejection`.

TwosourceError
├── ModelMissing        no English model is installed
├── LayerOrderError     the annotation layers are arranged so that one misses what it requires
├── NothingToCompare    a comparison was asked for without a single article
├── FinderStateError    a stored state of the story finder cannot be taken up: place the articles anew
└── StoreError          the archive cannot be opened, read or written; the message says why
    ├── StoreBusy       another process is writing to the archive
    └── BadQuery        a search whose query or filter cannot be understood
"""


class TwosourceError(Exception):
    """The base of every exception raised by Twosource."""


class ModelMissing(TwosourceError):
    """No English model is installed; the message says which package to install."""


class LayerOrderError(TwosourceError):
    """An annotation layer stands before one that assigns what it requires."""


class NothingToCompare(TwosourceError):
    """`compare` was called without articles."""


class FinderStateError(TwosourceError):
    """The stored state of a story finder is damaged, or of another version or setting. Placing the articles anew, in
    the order they were placed, gives a finder in the same state."""


class StoreError(TwosourceError):
    """The archive cannot be opened, read or written: no such folder, a full disk, a file of another program."""


class StoreBusy(StoreError):
    """Another process is writing to the archive and did not finish in time."""


class BadQuery(StoreError):
    """A search whose query or filter cannot be understood."""
