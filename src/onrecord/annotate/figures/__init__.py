"""Figures: the numbers that an article or a speaker in it gives, as intervals, and what they count."""

from onrecord.annotate.figures.read import read_figures

__all__ = ["read_figures"]
