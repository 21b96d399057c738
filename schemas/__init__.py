"""Data of clinickit, read through `clinickit.workspace`."""
