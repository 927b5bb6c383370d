"""Export of a document as DOCX: ``rendering.render_docx(content)``. An editable copy, never the original."""
