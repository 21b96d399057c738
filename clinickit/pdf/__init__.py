"""BYTES: placed, tagged pages become a PDF/UA-1 and PDF/A-2a file, or violations and no bytes."""
