"""Each producer sets the same `Sheet`: same text, same headings, lists and tables, same typeface, 12 points on Letter.

A sheet goes in, the bytes of a PDF come out. A producer's own cost of starting is in its import and its constructor; `render`
does what a program that prints one more document would do. `NAMES` in the order of the table."""

from __future__ import annotations

import html
import importlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible

from benchmarks.text import Part, Sheet

FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"
REGULAR, BOLD = FONTS / "AtkinsonHyperlegible-Regular.ttf", FONTS / "AtkinsonHyperlegible-Bold.ttf"
FACE = "Atkinson Hyperlegible"
Render = Callable[[Sheet], bytes]


def typst() -> Render:
    """In process, fonts searched once. A changed text is a new input; what typst remembers of the old one, it may use."""
    module = importlib.import_module("typst")
    fonts = module.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = module.Compiler(font_paths=fonts)

    def render(sheet: Sheet) -> bytes:
        return compiler.compile(input=typst_source(sheet).encode(), format="pdf", pdf_standards=["ua-1"])

    return render


def typst_source(sheet: Sheet) -> str:
    def said(text: str) -> str:
        return f"#{_quoted(text)}"

    rows = [
        f"#set document(title: {_quoted(sheet.title)})",
        '#set page("us-letter", margin: 1in, footer: context align(center, counter(page).display("1 of 1", both: true)))',
        f'#set text(font: "{FACE}", size: 12pt, lang: "en", hyphenate: false)\n#set par(leading: 0.62em, justify: false)',
        said(sheet.name),
        f"= {said(sheet.title)}\n{said(sheet.lede)}",
    ]
    for part in sheet.parts:
        rows += [f"== {said(part.heading)}", said(part.opening), "\n".join(f"- {said(item)}" for item in part.items), said(part.closing)]
        if part.table:
            cells = [f"[{said(cell)}]" for row in part.table.rows for cell in row]
            head = ", ".join(f"[*{said(column)}*]" for column in part.table.columns)
            columns = len(part.table.columns)
            rows.append(
                f"#figure(caption: [{said(part.table.caption)}], table(columns: {columns}, table.header({head}), {', '.join(cells)}))"
            )
    return "\n\n".join(rows)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def weasyprint() -> Render:
    module = importlib.import_module("weasyprint")
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()

    def render(sheet: Sheet) -> bytes:
        return module.HTML(string=web_page(sheet), base_url=".").write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)

    return render


def web_page(sheet: Sheet) -> str:
    """The sheet as HTML, for WeasyPrint, in process or as a command."""
    faces = "".join(
        f"@font-face {{ font-family: '{FACE}'; font-weight: {weight}; src: url('{path.as_uri()}') }}"
        for weight, path in ((400, REGULAR), (700, BOLD))
    )
    style = (
        f"{faces} @page {{ size: letter; margin: 1in; @bottom-center {{ content: counter(page) ' of ' counter(pages) }} }}"
        f"body {{ font: 12pt/1.35 '{FACE}' }} td, th {{ border: .5pt solid; padding: 3pt; text-align: left }}"
    )
    rows = [f"<p>{html.escape(sheet.name)}</p><h1>{html.escape(sheet.title)}</h1><p>{html.escape(sheet.lede)}</p>"]
    for part in sheet.parts:
        items = "".join(f"<li>{html.escape(item)}</li>" for item in part.items)
        rows.append(
            f"<h2>{html.escape(part.heading)}</h2><p>{html.escape(part.opening)}</p><ul>{items}</ul><p>{html.escape(part.closing)}</p>"
        )
        if part.table:
            head = "".join(f"<th scope=col>{html.escape(column)}</th>" for column in part.table.columns)
            body = "".join(
                f"<tr><th scope=row>{html.escape(row[0])}</th>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row[1:])}</tr>"
                for row in part.table.rows
            )
            rows.append(
                f"<table><caption>{html.escape(part.table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            )
    title = html.escape(sheet.title)
    return f"<!doctype html><html lang=en><head><title>{title}</title><style>{style}</style></head><body>{''.join(rows)}</body></html>"


def fpdf2() -> Render:
    module = importlib.import_module("fpdf")

    def render(sheet: Sheet) -> bytes:
        pdf = module.FPDF(unit="pt", format="letter")
        pdf.set_margin(72)
        pdf.set_title(sheet.title)
        pdf.add_font(FACE, "", REGULAR)
        pdf.add_font(FACE, "B", BOLD)
        pdf.set_text_shaping(True)
        pdf.add_page()
        _fpdf_flow(pdf, sheet.name)
        _fpdf_flow(pdf, sheet.title, 22, "B")
        _fpdf_flow(pdf, sheet.lede)
        for part in sheet.parts:
            _fpdf_flow(pdf, part.heading, 15, "B")
            _fpdf_flow(pdf, part.opening)
            for item in part.items:
                _fpdf_flow(pdf, f"• {item}")
            _fpdf_flow(pdf, part.closing)
            if part.table:
                _fpdf_flow(pdf, part.table.caption, 12, "B")
                with pdf.table() as table:
                    for cells in (part.table.columns, *part.table.rows):
                        row = table.row()
                        for cell in cells:
                            row.cell(cell)
        return bytes(pdf.output())

    return render


def _fpdf_flow(pdf: Any, text: str, size: float = 12, style: str = "") -> None:
    pdf.set_font(FACE, style, size)
    pdf.multi_cell(0, size * 1.35, text, new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.ln(6)


def platypus_shaped() -> Render:
    return platypus(shaped=True)


def platypus(shaped: bool = False) -> Render:
    """ReportLab's own layout; `shaped` turns its HarfBuzz on. It writes no tags."""
    pdfmetrics = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    ttfonts = importlib.import_module("reportlab.pdfbase.ttfonts")
    flow = importlib.import_module("reportlab.platypus")
    Style = importlib.import_module("reportlab.lib.styles").ParagraphStyle
    letter = importlib.import_module("reportlab.lib.pagesizes").letter
    for name, path in (("Peer", REGULAR), ("Peer-Bold", BOLD)):
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(path), shapable=shaped))
    extra = {"shaping": 1} if shaped else {}
    body = Style("body", fontName="Peer", fontSize=12, leading=16.2, spaceAfter=6, **extra)
    heads = {
        level: Style(f"h{level}", body, fontName="Peer-Bold", fontSize=size, leading=size * 1.3)
        for level, size in ((1, 22), (2, 15), (3, 12))
    }

    def said(text: str, style: Any = body) -> Any:
        return flow.Paragraph(html.escape(text), style)

    def parts(part: Part) -> list[Any]:
        rows = [said(part.heading, heads[2]), said(part.opening)]
        rows.append(flow.ListFlowable([said(item) for item in part.items], bulletType="bullet"))
        rows.append(said(part.closing))
        if part.table:
            cells = [[said(column, heads[3]) for column in part.table.columns], *([said(cell) for cell in row] for row in part.table.rows)]
            rows += [said(part.table.caption, heads[3]), flow.Table(cells, repeatRows=1)]
        return rows

    def render(sheet: Sheet) -> bytes:
        out = io.BytesIO()
        document = flow.SimpleDocTemplate(
            out, pagesize=letter, title=sheet.title, leftMargin=72, rightMargin=72, topMargin=72, bottomMargin=72
        )
        story = [said(sheet.name), said(sheet.title, heads[1]), said(sheet.lede)]
        for part in sheet.parts:
            story += parts(part)
        document.build(story)
        return out.getvalue()

    return render


def emboss() -> Render:
    """Its own bundled Source Sans 3; tagged by default."""
    module = importlib.import_module("emboss")

    def render(sheet: Sheet) -> bytes:
        document = module.Document(title=sheet.title, language="en-US", style="corporate")
        document.paragraph(sheet.name).heading(sheet.title, level=1).paragraph(sheet.lede)
        for part in sheet.parts:
            document.heading(part.heading, level=2).paragraph(part.opening).bullets(list(part.items)).paragraph(part.closing)
            if part.table:
                document.table(headers=list(part.table.columns), rows=[list(row) for row in part.table.rows], caption=part.table.caption)
        return document.render()

    return render
