"""Training of the attribution model: development only, no part of the wheel."""
