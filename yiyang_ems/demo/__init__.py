"""Demonstration data: invented accidents whose yearly sums match published figures, accounts and letters."""
