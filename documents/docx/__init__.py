"""The same document as DOCX: ``rendering.render_docx(content)``. A copy to be finished by hand, never the original."""
