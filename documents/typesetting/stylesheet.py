"""The stylesheet of the three forms. Every length follows from `grid.py`.

Three techniques shape the page: the page margins are moved out by half a line's lead so that the first and the last em
box touch the type area; the header takes a whole number of lines (5 + 2 + 1 + 2) so that the text below stays on the
grid; the imprint (版记) is a footnote, which places it at the foot of the last page. Rules are blocks with a
background, because drawn borders cannot be measured.

The first page of a letter has its own margins (`letter_stylesheet`); minutes need nothing else.
"""

from __future__ import annotations

from documents.typesetting import fonts, grid
from documents.typesetting.fonts import FontStack
from documents.typesetting.sample_seal import DIAMETER, RIM

_HALF_LEAD = (grid.LINE - grid.BODY_SIZE) / 2
# Space below the last line, so that rounding never costs a line.
_SLACK = 0.7 * grid.MM
_PAGE_NUMBER_SIZE = 14.0
# The seal (42 mm) reaches 14.6 mm above 署名; this much of it is below the date.
_SEAL_BELOW = (DIAMETER - 14.6) * grid.MM - 2 * grid.LINE
# Where the drawn seal begins above 署名; with one line less above, a whole line is below the date instead.
_SEAL_RISE = -14.6 * grid.MM
_SEAL_RISE_CLOSE = 3 * grid.LINE - DIAMETER * grid.MM
_MARK_TOP = 35 * grid.MM + _HALF_LEAD


def base_stylesheet() -> str:
    """Return the default styles of our elements, instead of a browser's rules for all elements.

    The library's own sheet gives every element six further pseudo-elements, whose styles cost an eighth of the time.
    """
    return """
head, meta, title { display: none }
html, body, div, p, h1, h2, h3 { display: block }
table { display: table; box-sizing: border-box }
colgroup { display: table-column-group }
col { display: table-column }
thead { display: table-header-group }
tbody { display: table-row-group }
tr { display: table-row }
td, th { display: table-cell }
svg { overflow: hidden }
h1 { bookmark-level: 1 }
h2 { bookmark-level: 2 }
h3 { bookmark-level: 3 }
h1, h2, h3 { bookmark-label: content(text); break-after: avoid; break-inside: avoid }
@page { @bottom-left { text-align: left; vertical-align: middle }
  @bottom-right { text-align: right; vertical-align: middle } }
"""


def stylesheet(stack: FontStack) -> str:
    """Return the CSS of a document set in the given faces."""
    family = {role: stack.css_family(role) for role in fonts.ROLES}
    return "\n".join((_page(family), _text(family), _head(family), _table(family), _ending(family)))


def letter_stylesheet() -> str:
    """Return the CSS that 信函 adds: margins of the first page, mark and double rules, imprint without rules."""
    top = grid.LETTER_TOP_MM * grid.MM - _HALF_LEAD
    bottom = (grid.PAGE_HEIGHT_MM - grid.LETTER_BOTTOM_MM) * grid.MM - _HALF_LEAD - _SLACK
    upper = grid.LETTER_RULE_TOP_MM * grid.MM - top
    lower = (grid.PAGE_HEIGHT_MM - grid.LETTER_FOOT_MM) * grid.MM - top
    thin = grid.DOUBLE_MM - grid.LIGHT_MM
    # The rules are centred on the page, whose middle is a millimetre left of the type area's.
    left = (grid.PAGE_WIDTH_MM - grid.LETTER_RULE_WIDTH_MM) / 2 - grid.LEFT_MM
    shift = (grid.PAGE_WIDTH_MM / 2 - grid.LEFT_MM) * grid.MM - grid.WIDTH / 2
    return f"""
@page :first {{ margin-top: {top:.4f}pt; margin-bottom: {bottom:.4f}pt;
  @bottom-right {{ content: none }} @bottom-left {{ content: none }} }}
.top {{ position: relative }}
.top .mark {{ top: {grid.LETTER_MARK_TOP_MM * grid.MM - top:.3f}pt; margin-left: {2 * shift:.3f}pt }}
.top i {{ position: absolute; left: {left}mm; width: {grid.LETTER_RULE_WIDTH_MM}mm; background: #f00 }}
.top .heavy {{ height: {grid.HEAVY_MM}mm }}
.top .light {{ height: {grid.LIGHT_MM}mm }}
.top .upper.heavy {{ top: {upper:.4f}pt }}
.top .upper.light {{ top: {upper + thin * grid.MM:.4f}pt }}
.top .lower.light {{ top: {lower - grid.DOUBLE_MM * grid.MM:.4f}pt }}
.top .lower.heavy {{ top: {lower - grid.HEAVY_MM * grid.MM:.4f}pt }}
.code {{ position: absolute; right: 0; top: 0; height: {grid.LINE:.4f}pt; white-space: pre;
  margin-right: {grid.SPACING:.4f}pt }}
.imprint .copies {{ padding-bottom: 0 }}
.imprint {{ padding-bottom: {_HALF_LEAD + _SLACK - 3:.3f}pt }}
"""


def _page(family: dict[str, str]) -> str:
    top = grid.TOP_MM * grid.MM - _HALF_LEAD
    bottom = (grid.PAGE_HEIGHT_MM - grid.TOP_MM - grid.HEIGHT_MM) * grid.MM - _HALF_LEAD - _SLACK
    right = (grid.PAGE_WIDTH_MM - grid.LEFT_MM - grid.WIDTH_MM) * grid.MM
    # The dash is a little above the middle of its box.
    drop = 7 * grid.MM - _HALF_LEAD - _SLACK - 7.27
    number = (
        f'content: "— " counter(page) " —"; font: {_PAGE_NUMBER_SIZE}pt/{_PAGE_NUMBER_SIZE}pt {family[fonts.SONGTI]};'
        f" letter-spacing: 0; vertical-align: top; white-space: pre; margin-top: {drop:.3f}pt;"
    )
    return f"""
@page {{ size: {grid.PAGE_WIDTH_MM}mm {grid.PAGE_HEIGHT_MM}mm;
  margin: {top:.4f}pt {right:.4f}pt {bottom:.4f}pt {grid.LEFT_MM}mm;
  @footnote {{ border: 0; margin: 0; padding: 0 }} }}
@page :right {{ @bottom-right {{ {number} padding-right: {_PAGE_NUMBER_SIZE}pt }} }}
@page :left {{ @bottom-left {{ {number} padding-left: {_PAGE_NUMBER_SIZE}pt }} }}
@page :blank {{ @bottom-right {{ content: none }} @bottom-left {{ content: none }} }}
@page bare {{ @bottom-right {{ content: none }} @bottom-left {{ content: none }} }}
.bare {{ page: bare }}
.bare.even {{ break-before: left }}
.bare.next {{ break-before: page }}
"""


def _text(family: dict[str, str]) -> str:
    line = f"{grid.LINE:.4f}pt"
    return f"""
html {{ font: {grid.BODY_SIZE}pt/{line} {family[fonts.FANGSONG]}; letter-spacing: {grid.SPACING:.4f}pt;
  font-kerning: none; font-variant-ligatures: none; hyphens: none; orphans: 1; widows: 1; color: #000 }}
body, p, h1, h2, h3, div {{ margin: 0; padding: 0; font-size: inherit; font-weight: normal }}
.ln {{ display: block; height: {line}; line-height: {line}; white-space: pre; margin-right: -1pt }}
.in {{ text-indent: {grid.INDENT:.4f}pt }}
h2 {{ font-family: {family[fonts.HEITI]}; break-after: avoid; break-inside: avoid }}
h3 {{ font-family: {family[fonts.KAITI]}; break-after: avoid; break-inside: avoid }}
.kai {{ font-family: {family[fonts.KAITI]}; line-height: 0 }}
.hei {{ font-family: {family[fonts.HEITI]} }}
.ln .hei {{ line-height: 0 }}
.push {{ break-before: page }}
.listed {{ break-before: avoid }}
.attached {{ break-before: page; break-after: avoid; break-inside: avoid }}
.gap {{ margin-top: {line} }}
.hand {{ background: #eaf2fc }}
.pending {{ background: #fff3bf }}
"""


def _head(family: dict[str, str]) -> str:
    return f"""
.red {{ height: {5 * grid.LINE:.4f}pt; position: relative }}
.mark {{ position: absolute; left: 0; right: 0; top: {_MARK_TOP:.3f}pt; font-family: {family[fonts.BIAOSONG]};
  color: #f00; text-align: center; white-space: nowrap }}
.corner {{ position: absolute; left: 0; top: 0; text-indent: 0 }}
.space {{ height: {2 * grid.LINE:.4f}pt }}
.no {{ height: {grid.LINE:.4f}pt; text-align: center; white-space: pre; position: relative }}
.no.up {{ text-align: left; text-indent: {grid.STEP:.4f}pt }}
.no .by {{ position: absolute; right: {grid.STEP:.4f}pt; text-indent: 0 }}
.no b {{ font-family: {family[fonts.KAITI]}; font-weight: normal }}
.no .by b {{ line-height: 0 }}
.rule {{ height: {2 * grid.LINE:.4f}pt; position: relative }}
.rule i {{ position: absolute; left: 0; width: {grid.WIDTH:.4f}pt; height: .5mm; background: #f00;
  top: {4 * grid.MM - _HALF_LEAD:.3f}pt }}
h1 {{ font-family: {family[fonts.BIAOSONG]}; letter-spacing: 0; text-align: center; break-after: avoid }}
h1 .ln {{ font-size: {grid.TITLE_SIZE}pt; margin-right: 0 }}
"""


def _table(family: dict[str, str]) -> str:
    line = f"{grid.LINE:.4f}pt"
    return f"""
.caption {{ font-family: {family[fonts.HEITI]}; text-align: center; break-after: avoid }}
.caption .ln {{ margin-right: 0 }}
.grid {{ table-layout: fixed; width: {grid.WIDTH:.4f}pt; border-collapse: separate; border-spacing: 0;
  font: {grid.TABLE_SIZE}pt/{grid.TABLE_LINE}pt {family[fonts.SONGTI]}; letter-spacing: 0; text-indent: 0 }}
.grid tr {{ height: {line}; break-inside: avoid }}
.grid thead {{ break-after: avoid }}
.grid th, .grid td {{ box-sizing: border-box; padding: 0 4pt; vertical-align: middle; white-space: pre;
  border: 0 solid #000; border-right-width: .75pt; border-bottom-width: .75pt }}
.grid th:first-child, .grid td:first-child {{ border-left-width: .75pt }}
.grid th {{ border-top-width: .75pt; font-family: {family[fonts.HEITI]}; font-weight: normal; text-align: center }}
.grid .center {{ text-align: center }}
.grid .right {{ text-align: right }}
"""


def _ending(family: dict[str, str]) -> str:
    size = grid.IMPRINT_SIZE
    rim = RIM * grid.MM
    side = DIAMETER * grid.MM + 2 * rim
    return f"""
.sign {{ position: relative; margin: {2 * grid.LINE:.4f}pt 0 0 auto; text-align: center; white-space: nowrap;
  break-inside: avoid; break-before: avoid }}
.sign.close {{ margin-top: {grid.LINE:.4f}pt }}
.seal {{ position: absolute; width: {side:.4f}pt; height: {side:.4f}pt; left: 50%; margin-left: {-side / 2:.4f}pt;
  top: {_SEAL_RISE - rim:.4f}pt; z-index: -1 }}
.sign.close .seal {{ top: {_SEAL_RISE_CLOSE - rim:.4f}pt }}
.unsealed {{ margin-top: {grid.LINE:.4f}pt; break-inside: avoid; break-before: avoid }}
.note {{ break-before: avoid; break-inside: avoid }}
.imprint {{ float: footnote; footnote-display: block; width: {grid.WIDTH:.4f}pt;
  padding-bottom: {_HALF_LEAD + _SLACK:.3f}pt;
  font: {size}pt/20pt {family[fonts.FANGSONG]}; letter-spacing: 0; text-indent: 0 }}
.imprint.clear {{ padding-top: {_SEAL_BELOW:.3f}pt }}
.imprint.clear.close {{ padding-top: {grid.LINE:.4f}pt }}
.imprint::footnote-call, .imprint::footnote-marker {{ content: none }}
.imprint .thick {{ height: .35mm; background: #000 }}
.imprint .thin {{ height: .25mm; background: #000 }}
.imprint .copies {{ padding: 2pt {size}pt 2pt {4 * size}pt }}
.imprint .copies .ln {{ height: 20pt; line-height: 20pt }}
.imprint .copies .ln.lead {{ text-indent: {-3 * size}pt }}
.imprint .issue {{ padding: 2pt {size}pt; position: relative }}
.imprint .issue span + span {{ position: absolute; right: {size}pt }}
"""
