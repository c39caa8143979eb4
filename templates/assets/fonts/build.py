"""Makes the woff2 files beside this script from the npm packages that hold the originals.

    npm install @fontsource-variable/fraunces@5 @fontsource-variable/source-sans-3@5
    pip install fonttools brotli
    python build.py node_modules/@fontsource-variable

The names are changed because the licence of Source Sans reserves its own. Three things are added: the
narrow no-break space of French typography, arrows and triangles, and tabular figures for the display face.

The pictures of the charts are drawn by the binary, which reads neither woff2 nor variable fonts: the ttf files hold
the same letters, plain, one file a weight.
"""

import sys
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178, *range(0x2013, 0x2015), *range(0x2018, 0x201F),
         0x2022, 0x2026, 0x2032, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2191, 0x2193, 0x2212]
LATIN_EXTENDED = [*range(0x100, 0x152), *range(0x154, 0x178), *range(0x179, 0x180), 0x218, 0x219, 0x21A, 0x21B]
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def subset(font, characters):
    options = Options(layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl", "rvrn"], notdef_outline=True)
    options.drop_tables += ["MVAR", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font, family):
    table = font["name"]
    for record in list(table.names):
        if record.nameID in (1, 3, 4, 6, 16, 17, 25):
            table.removeNames(record.nameID)
    for name, text in ((1, family), (2, "Regular"), (3, family), (4, family), (6, family.replace(" ", ""))):
        table.setName(text, name, 3, 1, 0x409)
    table.setName("SIL Open Font License 1.1", 13, 3, 1, 0x409)
    table.setName("https://openfontlicense.org", 14, 3, 1, 0x409)


def add_glyph(font, name, code, width, outlines):
    pen = TTGlyphPen(None)
    for outline in outlines:
        pen.moveTo(outline[0])
        for point in outline[1:]:
            pen.lineTo(point)
        pen.closePath()
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (width, min((x for o in outlines for x, _ in o), default=0))
    for table in font["cmap"].tables:
        table.cmap[code] = name


def add_signs(font):
    """Narrow space, triangles up and down, arrows left and right, all on the height of the capitals."""
    em = font["head"].unitsPerEm
    at = lambda *points: [(round(x * em), round(y * em)) for x, y in points]
    add_glyph(font, "uni202F", 0x202F, round(em * 0.125), [])
    add_glyph(font, "uni25B2", 0x25B2, round(em * 0.62), [at((0.06, 0.06), (0.31, 0.56), (0.56, 0.06))])
    add_glyph(font, "uni25BC", 0x25BC, round(em * 0.62), [at((0.06, 0.56), (0.56, 0.56), (0.31, 0.06))])
    right = [(0.08, 0.285), (0.56, 0.285), (0.40, 0.125), (0.45, 0.075), (0.69, 0.315), (0.45, 0.555), (0.40, 0.505),
             (0.56, 0.345), (0.08, 0.345)]
    add_glyph(font, "uni2192", 0x2192, round(em * 0.77), [at(*right[::-1])])
    add_glyph(font, "uni2190", 0x2190, round(em * 0.77), [at(*[(0.77 - x, y) for x, y in right])])
    if "HVAR" in font:
        del font["HVAR"]  # it maps glyph numbers; the widths stand in gvar as well


def add_tabular_digits(font):
    glyphs, widths = font["glyf"], font["hmtx"]
    width = max(widths[d][0] for d in DIGITS)
    for digit in DIGITS:
        advance, left = widths[digit]
        pen = TTGlyphPen(glyphs)
        shift = (width - advance) // 2
        glyphs[digit].draw(_Shifted(pen, shift), glyphs)
        name = digit + ".tnum"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        glyphs[name] = pen.glyph()
        widths[name] = (width, left + shift)
    rules = "".join(f"sub {d} by {d}.tnum;" for d in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{ {rules} }} tnum;", tables=["GSUB"])


class _Shifted:
    """A pen that moves what it draws to the right."""

    def __init__(self, pen, shift):
        self.pen, self.shift = pen, shift

    def __getattr__(self, name):
        draw = getattr(self.pen, name)
        move = lambda p: p if p is None else (p[0] + self.shift, p[1])
        return lambda *points: draw(*[move(p) for p in points])


def instance(original, characters, axes):
    font = TTFont(original)
    subset(font, characters)
    return instantiateVariableFont(font, axes)


def write(font, name):
    font.flavor = "woff2"
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    font.recalcTimestamp = False
    font.save(HERE / name)
    print(name, (HERE / name).stat().st_size)


def plain(name, weights):
    for weight in weights:
        font = TTFont(HERE / f"{name}.woff2")
        if "fvar" in font:
            font = instantiateVariableFont(font, {"wght": weight})
        font.flavor = None
        font.recalcTimestamp = False
        path = HERE / f"{name}-{weight}.ttf"
        font.save(path)
        print(path.name, path.stat().st_size)


def main(packages):
    fraunces, source = packages / "fraunces", packages / "source-sans-3"
    for range_name, characters in (("latin", LATIN), ("latin-ext", LATIN_EXTENDED)):
        suffix = "" if range_name == "latin" else "-ext"
        original = fraunces / f"files/fraunces-{range_name}-opsz-normal.woff2"
        font = instance(original, characters, {"wght": 560, "opsz": 60})
        if not suffix:
            add_signs(font)
            add_tabular_digits(font)
        rename(font, "Palmares Display")
        write(font, f"display{suffix}.woff2")
        original = source / f"files/source-sans-3-{range_name}-wght-normal.woff2"
        font = instance(original, characters, {"wght": (400, 400, 700)})
        if not suffix:
            add_signs(font)
        rename(font, "Palmares Text")
        write(font, f"text{suffix}.woff2")
    for name, weights in (("display", [560]), ("display-ext", [560]), ("text", [400, 600]), ("text-ext", [400, 600])):
        plain(name, weights)
    for package, name in ((fraunces, "display-OFL.txt"), (source, "text-OFL.txt")):
        (HERE / name).write_text((package / "LICENSE").read_text())


main(Path(sys.argv[1]))
