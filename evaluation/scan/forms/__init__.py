"""Scanned forms that are no returns: what `toolkit-extract inspect` says of them, measured box by box."""
