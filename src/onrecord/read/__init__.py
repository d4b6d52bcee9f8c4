"""From files to articles: one reader a format, every fault told and nothing lost by it.

:func:`read_articles` takes files and folders, gives articles one by one and hands every fault to
the caller as a :class:`Problem`; what can be read is read.
"""

from onrecord.read.files import read_articles
from onrecord.read.formats import READERS, Reader
from onrecord.read.problem import Problem

__all__ = ["READERS", "Problem", "Reader", "read_articles"]
