"""The nouns: every boundary between two stages is one of these frozen models."""
