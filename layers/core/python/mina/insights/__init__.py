"""Local insight methods: pure functions from segments to insights, standard library only, deterministic."""
