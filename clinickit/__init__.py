"""clinickit: therapy handouts, validated, put into a language and printed as accessible PDFs."""
