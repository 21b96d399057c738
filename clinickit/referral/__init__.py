"""WHERE to send people: a directory of services in one file, taken in from what exists, searched, matched with reasons, and printed."""
