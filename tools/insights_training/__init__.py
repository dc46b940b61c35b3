"""Fits the weights of the local insight methods on labelled meetings. See docs/insights.md."""
