"""onrecord: who said what about which operation."""
