"""`make readers`: what comes back. The same ten sentences a language, set by each producer, read by four readers and by poppler's
reading of the tag tree; counted are the sentences that come back exactly. Writes a Markdown table to the path given.

White space, default-ignorable characters and NFC aside (`tests.helpers.readers.bare`)."""

from __future__ import annotations

import html
import importlib
import io
import json
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from benchmarks.lines import FACES, ours
from tests.helpers import readers

SAMPLES: dict[str, list[str]] = json.loads(Path(__file__).with_name("samples.json").read_text(encoding="utf-8"))
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
READERS = ("poppler", "PDFium", "MuPDF", "pdf.js", "tag tree")
Lines = list[str]


def typst(lines: Lines, language: str) -> bytes:
    module = importlib.import_module("typst")
    family, paths = FACES[language]
    said = "\n\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in lines)
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    source = (
        f'#set document(title: "Lines")\n#set page("us-letter")\n'
        f'#set text(font: "{family}", lang: "{language[:2]}", dir: {direction}, size: 12pt)\n{said}'
    )
    fonts = module.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path.parent) for path in paths])
    return module.Compiler(font_paths=fonts).compile(input=source.encode(), format="pdf", pdf_standards=["ua-1"])


def weasyprint(lines: Lines, language: str) -> bytes:
    module = importlib.import_module("weasyprint")
    family, paths = FACES[language]
    face = f"@font-face {{ font-family: '{family}'; src: url('{paths[0].as_uri()}') }} body {{ font: 12pt '{family}' }}"
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = f"<html lang={language} dir={direction}><head><title>Lines</title><style>{face}</style></head><body>{body}</body></html>"
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    return module.HTML(string=page, base_url=".").write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)


def platypus(lines: Lines, language: str) -> bytes:
    """Shaping on; right-to-left paragraphs asked for as its manual says. It writes no tags."""
    pdfmetrics = importlib.import_module("reportlab.pdfbase.pdfmetrics")
    ttfonts = importlib.import_module("reportlab.pdfbase.ttfonts")
    flow = importlib.import_module("reportlab.platypus")
    styles = importlib.import_module("reportlab.lib.styles")
    pdfmetrics.registerFont(ttfonts.TTFont(f"Lines-{language}", str(FACES[language][1][0]), shapable=True))
    wrap = {"wordWrap": "RTL"} if language in RIGHT_TO_LEFT else {"wordWrap": "CJK"} if language.startswith("zh") else {}
    style = styles.ParagraphStyle("lines", fontName=f"Lines-{language}", fontSize=12, leading=18, shaping=1, **wrap)
    out = io.BytesIO()
    flow.SimpleDocTemplate(out).build([flow.Paragraph(html.escape(line), style) for line in lines])
    return out.getvalue()


PRODUCERS: tuple[tuple[str, Callable[[Lines, str], bytes]], ...] = (
    ("clinickit", ours),
    ("typst", typst),
    ("WeasyPrint", weasyprint),
    ("Platypus", platypus),
)


def exact(lines: Lines, text: str) -> int:
    """How many of the lines stand in the text as they were written."""
    found = readers.bare(text)
    return sum(readers.bare(line) in found for line in lines)


def measure(folder: Path) -> dict[tuple[str, str], tuple[int | None, ...]]:
    """Counts by (language, producer), in the order of READERS; None where a producer fails or writes no tags."""
    files: dict[tuple[str, str], Path] = {}
    for language, lines in SAMPLES.items():
        for name, produce in PRODUCERS:
            path = folder / f"{language}.{name}.pdf"
            path.write_bytes(produce(lines, language))
            files[language, name] = path
    by_pdfjs = readers.pdfjs(files.values())
    counts = {}
    for (language, name), path in files.items():
        texts = [readers.poppler(path), readers.pdfium(path), readers.mupdf(path), by_pdfjs[path]]
        read = [exact(SAMPLES[language], "\n".join(pages)) for pages in texts]
        tree = exact(SAMPLES[language], _spoken(readers.struct_text(path))) if name != "Platypus" else None
        counts[language, name] = (*read, tree)
    return counts


def _spoken(tree: str) -> str:
    """The quoted strings of `pdfinfo -struct-text`, one after the other."""
    return "\n".join(re.findall(r'^\s*"(.*)"$', tree, re.M))


def report(counts: dict[tuple[str, str], tuple[int | None, ...]]) -> str:
    total = len(SAMPLES["en"])
    head = " | ".join(READERS)
    rows = [
        "# What comes back",
        "",
        "Made by `make readers`; do not edit. Ten sentences of our own in each language, set by four producers in the same typeface, and",
        f"read back. A cell says how many of the {total} sentences came back exactly as they were written: white space, default-ignorable",
        "characters and Unicode normalization aside.",
        "",
        f"Producers: clinickit {version('clinickit')}, typst {version('typst')} (PDF/UA-1), WeasyPrint {version('weasyprint')} (PDF/UA-1), "
        f"ReportLab Platypus {version('reportlab')} (shaping on).",
        f"Readers: poppler (`pdftotext`), PDFium (Chrome; pypdfium2 {version('pypdfium2')}), MuPDF (pymupdf {version('pymupdf')}), "
        "pdf.js (Firefox).",
        "",
        "The last column is poppler’s reading of the tag tree, `pdfinfo -struct-text`. It gives codes as they stand in the file and has",
        "no rule for right-to-left: a run that is drawn from left to right comes out reversed, from every producer whose text other",
        "readers give back, although the file marks it with /ReversedChars (ISO 32000-1 14.8.2.3.3). That is a limit of this one tool.",
        "",
        f"| language | producer | {head} |",
        f"|---|---|{'---:|' * len(READERS)}",
    ]
    for language in SAMPLES:
        for name, _ in PRODUCERS:
            cells = " | ".join("no tags" if count is None else str(count) for count in counts[language, name])
            rows.append(f"| {language} | {name} | {cells} |")
    rows += ["", "All languages together, in percent:", "", f"| producer | {head} |", f"|---|{'---:|' * len(READERS)}"]
    for name, _ in PRODUCERS:
        columns = zip(*(counts[language, name] for language in SAMPLES), strict=True)
        shares = ["no tags" if column[0] is None else f"{100 * sum(column) / (total * len(SAMPLES)):.1f}" for column in columns]
        rows.append(f"| {name} | {' | '.join(shares)} |")
    return "\n".join([*rows, ""])


def main() -> None:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/readers.md")
    for name in ("poppler", "node"):
        if reason := readers.missing(name):
            raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as folder:
        text = report(measure(Path(folder)))
    target.write_text(text, encoding="utf-8")
    print(text)
    print(f"written to {target} on Python {platform.python_version()}", file=sys.stderr)


if __name__ == "__main__":
    main()
