"""The weights of the network that reads statements, in a layer of their own: only one function reads so.

The first four layers of sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0, the licence lies beside them),
fitted anew by `tools.insights_training` and stored in bytes.
"""

from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights.npz")
