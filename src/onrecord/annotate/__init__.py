"""Stages that read one article: plain functions from (Document, Doc) to Document."""
