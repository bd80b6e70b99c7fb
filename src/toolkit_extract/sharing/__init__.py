"""What leaves an output folder: exports, copies without personal data; and what is taken out of it."""
