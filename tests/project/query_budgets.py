"""How many queries each page may make, by the account that opens it, on the demonstration data.

A budget is the number measured when the page was last worked on: a page that needs one more fails and is looked at.
``{accident}``, ``{decision}`` and ``{document}`` are the newest ones that the account sees.
"""

from __future__ import annotations

BUDGETS: dict[tuple[str, str], int] = {
    ("officer", "/"): 21,
    ("county_taojiang", "/"): 26,
    ("leader", "/"): 21,
    ("officer", "/accidents/"): 14,
    ("county_taojiang", "/accidents/"): 13,
    ("officer", "/accidents/?year=2020&sort=-deaths"): 14,
    ("officer", "/accidents/?as_of=2020-12-20"): 14,
    ("officer", "/accidents/{accident}/"): 17,
    ("county_taojiang", "/accidents/{accident}/"): 19,
    ("county_taojiang", "/accidents/new/"): 13,
    ("town_majitang", "/accidents/quick/"): 9,
    ("officer", "/decisions/"): 16,
    ("leader", "/decisions/"): 16,
    ("officer", "/decisions/{decision}/"): 18,
    ("officer", "/documents/"): 16,
    ("officer", "/documents/{document}/"): 36,
    ("county_taojiang", "/documents/"): 15,
    ("officer", "/documents/register/"): 17,
    ("leader", "/leader/"): 24,
    ("leader", "/leader/?as_of=2026-06-30"): 19,
    ("officer", "/search/?q=桃江"): 14,
    ("officer", "/messages/"): 14,
    ("officer", "/downloads/"): 14,
    ("sysadmin", "/system/users/"): 10,
    ("sysadmin", "/system/organizations/"): 9,
    ("sysadmin", "/system/dictionaries/"): 8,
    ("auditor", "/journal/"): 10,
    ("officer", "/api/v1/accidents/"): 5,
    ("officer", "/api/v1/decisions/"): 6,
    ("officer", "/api/v1/jobs/"): 4,
    ("officer", "/api/v1/documents/"): 5,
}
