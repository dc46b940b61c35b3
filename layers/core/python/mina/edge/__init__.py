"""The wire: frames and HTTP on one side, the domain on the other."""
