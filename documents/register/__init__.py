"""Number register, archive copy, bulk download and verification of issued documents."""
