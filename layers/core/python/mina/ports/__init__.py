"""What the use cases need from outside, as Protocols: one file for each noun."""
