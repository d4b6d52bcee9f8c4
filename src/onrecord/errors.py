"""The errors that onrecord raises on purpose.

::

    OnrecordError
    ├── InputError        an article, file or folder that cannot be read
    ├── OutputError       a folder or file that cannot be written
    ├── ModelMissing      a spaCy pipeline or model file that is not installed
    ├── QueryError        a query, its name or a parameter that is not right
    └── ValidationError   a built graph that does not hold what it says

Each message names the value, what was expected and what to do next.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose."""


class InputError(OnrecordError):
    """An article, file or folder that cannot be read."""


class OutputError(OnrecordError):
    """A folder or file that cannot be written."""


class ModelMissing(OnrecordError):
    """A spaCy pipeline or model file that is not installed."""


class QueryError(OnrecordError):
    """A query, its name or one of its parameters is not right."""


class ValidationError(OnrecordError):
    """A built graph that does not hold what it says."""
