"""Rules as data, proposals with reasons, decisions of people, letters."""
