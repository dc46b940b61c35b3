"""The routes, one file for each noun: parse, call one use case, answer."""
