"""Why a decision was proposed: the explanation page and panels."""
