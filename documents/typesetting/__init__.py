"""Typesetting of official documents by GB/T 9704-2012.

Pure: nothing here reads the database. `render(content)` in `rendering.py` is the only entry point between a document's
structured content (`content/blocks.py`) and its PDF; another engine would replace that function and nothing else.
Measured values and their reasons are in the module that uses them.
"""
