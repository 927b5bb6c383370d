"""The smallest app with one action, end to end: 巡查 are recorded by a county and closed by the city.

It shows what CONTRIBUTING.md describes, each file in the place and shape of a real one, and is tested like one. It is
installed in the tests only (``settings_test``); the rows of ``permissions.csv`` of a real app stand in
``fixtures/permissions.csv``, the lines of ``project_urls.py`` in ``yiyang_ems/urls.py``.
"""
