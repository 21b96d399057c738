"""The parts of the page, one module each: its `routes` are put together in `app`."""
