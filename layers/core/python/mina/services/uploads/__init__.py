"""Recordings that already exist: uploaded, transcribed part by part, and made into meetings."""
