"""What Mina is about, in plain Python: no input, no output, no third-party package."""
