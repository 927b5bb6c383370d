"""Measures a PDF against GB/T 9704-2012."""
