"""What readers of others find in packs: the figures of each office file, and the tags of a PDF. Prints one JSON object a file
given: how many native charts, the numbers of its tables, and the figures of its notes as [id, value]."""

import io
import json
import re
import sys

import docx
import openpyxl
import pikepdf
import pptx

CITED = re.compile(r"([-−]?[\d\u202f\u00a0]+(?:[.,]\d+)?)[^\d()]*\(fig-([0-9a-z]{10})\)")


def value(text):
    return re.sub(r"[\u202f\u00a0]", "", text).replace(",", ".").replace("−", "-")


def cited(texts):
    return [[found[1], value(found[0])] for text in texts for found in CITED.findall(text)]


def word(path):
    document = docx.Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    charts = sum("/charts/" in str(part.partname) for part in document.part.package.iter_parts())
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    return {"charts": charts, "tables": len(document.tables), "headings": len(headings), "figures": cited(texts)}


def slides(path):
    texts, charts, tables, series = [], 0, 0, []
    for slide in pptx.Presentation(path).slides:
        assert slide.shapes.title.text
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if getattr(shape, "has_chart", False) and shape.has_chart:
                charts += 1
                chart = shape.chart
                # The workbook inside says what the drawing says.
                book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
                for at, one in enumerate(chart.plots[0].series):
                    column = [row[at + 1].value for row in list(book.active.rows)[1:]]
                    drawn = [v for v in one.values if v is not None]
                    assert drawn == [v for v in column if isinstance(v, (int, float))], (drawn, column)
                    series.append(drawn)
            tables += getattr(shape, "has_table", False) and shape.has_table
    return {"charts": charts, "tables": tables, "series": series, "figures": cited(texts)}


def workbook(path):
    book = openpyxl.load_workbook(path)
    charts = sum(len(sheet._charts) for sheet in book.worksheets)
    figures = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            for before, cell in zip(row, row[1:]):
                if isinstance(cell, str) and re.fullmatch(r"fig-[0-9a-z]{10}", cell):
                    figures.append([cell[4:], str(before)])
    return {"charts": charts, "tables": len(book.worksheets), "figures": figures}


def pdf(path):
    with pikepdf.open(path) as document:
        root = document.Root
        # What an office made of a document of ours has no tags.
        if "/MarkInfo" not in root:
            return {"pages": len(document.pages)}
        kinds = {}

        def walk(node, parent):
            if isinstance(node, pikepdf.Array):
                return [walk(child, parent) for child in node]
            if isinstance(node, pikepdf.Dictionary) and "/S" in node:
                kind = str(node.S)
                kinds[kind] = kinds.get(kind, 0) + 1
                # Tables hold rows, rows hold cells, figures say what they show.
                assert kind not in ("/TR",) or parent in ("/THead", "/TBody"), parent
                assert kind not in ("/TH", "/TD") or parent == "/TR", parent
                assert kind != "/Figure" or str(node.get("/Alt", "")), "a drawing says nothing"
                if "/K" in node:
                    walk(node.K, kind)

        walk(root.StructTreeRoot.K, "")
        with document.open_metadata() as about:
            claims = str(about.get("pdfuaid:part", ""))
        return {"pages": len(document.pages), "lang": str(root.Lang), "ua": claims, "tags": kinds}


READERS = {"docx": word, "pptx": slides, "xlsx": workbook, "pdf": pdf}
for path in sys.argv[1:]:
    print(json.dumps(READERS[path.rsplit(".", 1)[1]](path)))
