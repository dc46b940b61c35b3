"""The use cases: one function for each thing that somebody can ask of Mina."""
