"""Aboutness: which operations and events a statement speaks of, and which statements dispute each other."""

from onrecord.annotate.about.link import link_about

__all__ = ["link_about"]
