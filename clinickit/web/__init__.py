"""The therapist's local web page (the extra `clinickit[web]`)."""
