"""Official documents on paper: what GB/T 9704-2012 asks for, as pure code.

Nothing in this folder reads the database. `render(content)` in `rendering.py` is the one seam
between a document's structured content (`blocks.py`) and its PDF; whoever wants another engine
replaces that function and keeps the rest. Measured values and the reasons for them stand in the
module that uses them.
"""
