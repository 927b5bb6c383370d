"""The register of accidents: facts as revisions, level, submission, verification."""
