"""The records as RDF."""
