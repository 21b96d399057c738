"""WHERE it stands and what it IS."""
