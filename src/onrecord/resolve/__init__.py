"""Which chains of many articles are the same person, organisation, place or operation."""
