"""The four insight steps: each turns a transcript into a result and says how it came to be."""
