"""The exceptions Twosource raises. A document that cannot be read is no exception but a `Rejection`.

TwosourceError
├── ModelMissing        no English model is installed
├── LayerOrderError     the annotation layers are arranged so that one misses what it requires
└── NothingToCompare    a comparison was asked for without a single article
"""


class TwosourceError(Exception):
    """The base of every exception raised by Twosource."""


class ModelMissing(TwosourceError):
    """No English model is installed; the message says which package to install."""


class LayerOrderError(TwosourceError):
    """An annotation layer stands before one that assigns what it requires."""


class NothingToCompare(TwosourceError):
    """`compare` was called without articles."""
