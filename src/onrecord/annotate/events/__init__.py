"""Events and operations inside one article: triggers, arguments, status, and which mentions are one.

Verbs and nouns of happening become events, in the manner of TimeML and the Simple Event Model; an event whose
type is an operation, and in which an agency takes part, is an *operation*. An act of saying is an event
mention of type "communication" (coreference corpora count it), but what is said lives in the statements.
"""

from onrecord.annotate.events.detect import detect_events

__all__ = ["detect_events"]
