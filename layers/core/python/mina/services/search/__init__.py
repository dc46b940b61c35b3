"""Search in everything that was said: an index of terms in the one table."""
