"""Action items: found in meetings, worked with by people."""
