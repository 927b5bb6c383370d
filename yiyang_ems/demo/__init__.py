"""Demonstration data: invented accidents whose yearly sums are those of the bureau's speech, accounts and letters."""
