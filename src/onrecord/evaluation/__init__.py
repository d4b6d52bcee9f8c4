"""How well coreference of events does on gold data, with what each feature of it adds."""

from onrecord.evaluation.events import evaluate_events

__all__ = ["evaluate_events"]
