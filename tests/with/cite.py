"""Documents that cite figures, as people make them: a deck, a report, a workbook. Reads from the standard input a list of
[what, value, id], and writes deck.pptx, report.docx and book.xlsx into the folder given: one figure a slide, a
paragraph or a row; every third in a table."""

import json
import sys
from pathlib import Path

import docx
import openpyxl
import pptx
from pptx.util import Inches

folder = Path(sys.argv[1])
figures = json.load(sys.stdin)


def decimal(value):
    return value.replace(".", ",")


deck = pptx.Presentation()
for number, (what, value, figure) in enumerate(figures):
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = f"{number + 1}. {what}"
    if number % 3 == 2:
        frame = slide.shapes.add_table(1, 3, Inches(1), Inches(2), Inches(8), Inches(1))
        for cell, text in zip(frame.table.rows[0].cells, [what, decimal(value), f"fig-{figure}"]):
            cell.text = text
    else:
        paragraph = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(1)).text_frame.paragraphs[0]
        # A number and its id in runs of their own, as an editor splits them.
        for text in ["En 2012 : ", decimal(value), " points (", f"fig-{figure}", ")."]:
            paragraph.add_run().text = text
deck.save(folder / "deck.pptx")

report = docx.Document()
for number, (what, value, figure) in enumerate(figures):
    if number and number % 5 == 0:
        report.add_page_break()
    if number % 3 == 2:
        for cell, text in zip(report.add_table(1, 3).rows[0].cells, [what, decimal(value), f"fig-{figure}"]):
            cell.text = text
    else:
        paragraph = report.add_paragraph(f"{what}, 2012 : ")
        paragraph.add_run(decimal(value)).bold = True
        paragraph.add_run(f" (fig-{figure}).")
report.save(folder / "report.docx")

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Chiffres"
for what, value, figure in figures:
    sheet.append([what, float(value), f"fig-{figure}"])
book.save(folder / "book.xlsx")
