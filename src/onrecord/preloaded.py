"""What the fork server of :mod:`onrecord.nursery` imports before it forks: this loads the model that it is told.

Whatever goes wrong is left to the workers, each of which loads what it has not: they tell of it where it is needed.
"""

import gc
import os
from contextlib import suppress

from onrecord.nursery import MODEL

if model := os.environ.pop(MODEL, None):
    with suppress(Exception):
        from onrecord.annotating import load

        load(model)
    gc.freeze()  # what is there stays: to look for cycles in it would copy it for each worker
