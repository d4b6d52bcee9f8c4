"""The interactive page: one HTML file that holds all it shows and asks nothing of any network."""
