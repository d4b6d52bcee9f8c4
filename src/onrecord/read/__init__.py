"""From files to articles: one reader a format, every fault told and nothing lost by it.

:func:`read_articles` takes files, folders, patterns, archives and standard input, gives articles one
by one and hands every fault to the caller as a :class:`Problem`; what can be read is read.
"""

from onrecord.read.files import read_articles
from onrecord.read.formats import READERS, Reader
from onrecord.read.metadata import read_metadata
from onrecord.read.options import Reading, field_map
from onrecord.read.problem import Problem
from onrecord.read.selection import Selection

__all__ = ["READERS", "Problem", "Reader", "Reading", "Selection", "field_map", "read_articles", "read_metadata"]
