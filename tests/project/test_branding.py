"""The portal has one name: in the header of its pages, in the interface description, and at start."""

from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


def test_the_head_of_a_page_and_the_readme_say_the_same_name(client):
    page = client.get("/login/").content.decode()
    assert f'<a class="header-bureau" href="/">{settings.BRANDING.bureau_name}</a>' in page
    assert f'<span class="header-system">{settings.BRANDING.system_name}</span>' in page
    assert (ROOT / "README.md").read_text(encoding="utf-8").startswith(f"# {settings.BRANDING.portal_name}\n")
    assert settings.SPECTACULAR_SETTINGS["TITLE"].startswith(settings.BRANDING.portal_name)


def test_no_page_has_a_name_of_its_own():
    for template in (ROOT / "templates").rglob("*.html"):
        assert "综合监管" not in template.read_text(encoding="utf-8"), template
