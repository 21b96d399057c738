"""Checks of punctuation: the marks of the language, at the end and inside, quotation marks, brackets, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clinickit.localize.checks.model import Finding, Ground, Unit, parts_at
from clinickit.localize.checks.words import MARKUP, NO_STOP, PLACE

_STOP = {"zh": "。", "ja": "。", "hi": "।", "bn": "।", "mr": "।", "ne": "।", "ur": "۔", "am": "።", "ti": "።", "my": "။", "km": "។"}
_ASK = {"ar": "؟", "fa": "؟", "ur": "؟", "ps": "؟", "ckb": "؟", "zh": "？", "ja": "？", "el": ";"}
_SHOUT = {"zh": "！", "ja": "！"}
_COLON = {"zh": "：", "ja": "：", "am": "፦"}
_COMMA = {"ar": "،", "fa": "،", "ur": "،", "ps": "،", "ckb": "،", "zh": "，", "ja": "、", "am": "፣", "ti": "፣"}
_SEMICOLON = {"ar": "؛", "fa": "؛", "ur": "؛", "zh": "；", "am": "፤"}
_CLASS = {
    **dict.fromkeys(".。।۔።။．", "."), **dict.fromkeys("?؟？", "?"), **dict.fromkeys("!！", "!"), **dict.fromkeys(":：፦፡", ":"),
    **dict.fromkeys("…⋯", "…"), **dict.fromkeys(",،，、፣", ","), **dict.fromkeys(";؛；፤", ";"), "|": ".",
}  # fmt: skip
_NAMES = {".": "a full stop", "?": "a question mark", "!": "an exclamation mark", ":": "a colon", "…": "an ellipsis", ",": "a comma",
          ";": "a semicolon", "": "no mark"}  # fmt: skip
_CLOSERS = "”»」』’\"')）】\u2069\u200f\u200e \u00a0\u202f"
_QUOTES = '“”„«»「」『』"‟‹›《》'
_ASKS = re.compile(r"(か|の|까|요|ไหม|หรือไม่|ไร|ใคร|ไหน)[。.]?[”」’\"]?$")
"""How a question may end without its mark."""
_NARROW, _NO_BREAK = "\u202f", "\u00a0"


def _last(string: str, base: str) -> frozenset[str]:
    """The classes of the marks that a string ends with: several where one stands inside a closing quotation mark and one after it."""
    text = MARKUP.sub("", string).rstrip().replace("...", "…")
    if re.search("፡[-–]$", text):
        return frozenset(":")
    found = set()
    while text and (text[-1] in _CLOSERS or text[-1] in _CLASS):
        if text[-1] in _CLASS:
            found.add("?" if text[-1] == ";" and base == "el" else _CLASS[text[-1]])
        text = text[:-1]
    return frozenset(found)


def _written(kind: str, base: str) -> str:
    table = {".": _STOP, "?": _ASK, "!": _SHOUT, ":": _COLON, ",": _COMMA, ";": _SEMICOLON}.get(kind, {})
    return table.get(base, kind)


def end(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """A string ends as the source does.

    A sentence that lost its stop may have lost words; a heading that got one is a sentence; a question mark that became a stop is a
    promise.
    Languages that put no mark at the end (Thai, Lao, Khmer, Burmese) may leave it out.
    Mend: end with the mark of your language that does the same.
    """
    if unit.search_words:
        return
    base = ground.base
    wanted, found = _last(unit.source, "en"), _last(unit.target, base)
    if wanted & found or wanted == found or (wanted <= {",", ";"} and wanted):
        return
    if not found and ((wanted & set(".?!…") and base in NO_STOP) or (":" in wanted and base in ("ja", "ko", "th"))):
        return
    if wanted | found <= {".", "!", "…"} and wanted and found:
        return
    if "?" in wanted and found <= {"."} and base in ("ja", "ko", "th") and _ASKS.search(unit.target.strip()):
        return
    if wanted == {"."} and found == {"?"} and re.search(r"\b[Aa]sk|[Qq]uestion|whether|\bif\b", unit.source):
        return
    mark = next((one for one in ".?!:…" if one in wanted), "")
    hint = f"End with “{_written(mark, base)}”." if mark else "Take the mark away."
    there = next((one for one in ".?!:…,;" if one in found), "")
    yield Finding(f"The source ends with {_NAMES[mark]}, the translation with {_NAMES[there]}.", hint)


def script(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Punctuation is that of the script.

    Arabic and Persian write ؟ ، ؛, Chinese and Japanese full-width marks, Hindi and Bangla the danda, Amharic ። ፣, Greek ; as a question
    mark.
    The Latin marks in their place look foreign, and a line may break before them.
    Mend: write the mark of the script; `clinickit locale fix` does so.
    """
    if unit.search_words:
        return
    text = unit.target
    done = _in_script(text, ground)
    if done != text:
        at = parts_at(text, done)
        yield Finding(
            f"“{text[at : at + 1]}” near “{text[max(0, at - 10) : at + 1].strip()}” is not the mark of the script.",
            f"Write “{done[at : at + 1]}”.",
            done,
        )


def _in_script(text: str, ground: Ground) -> str:
    base = ground.base
    own = r"[^\W\d_a-zA-Z]|[\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u3000-\u303f”」》）]"
    for kind, table in ((",", _COMMA), (";", _SEMICOLON), ("?", _ASK), ("!", _SHOUT), (":", _COLON if base != "am" else {})):
        mark = table.get(base)
        if mark and not (kind == ";" and base == "el"):
            text = re.sub(rf"((?:{own}|\}}|>)) ?{re.escape(kind)}(?!//)(?=\s|$|[“”」’\"]|{own}|<|\{{)", rf"\1{mark}", text)
            if base in ("zh", "ja"):
                text = text.replace(f"{mark} ", mark) if f"{mark} " in text else text
    if base in ("hi", "bn", "mr", "ne") and not _abbreviated(text):
        text = re.sub(rf"({own}|>) ?(?:\.(?!\.)|\|)(?=\s*$|[”’\"]|</|<br|\s+(?:{own}|“))", rf"\1{_STOP[base]}", text)
    elif base in ("zh", "ja", "am", "ti", "ur"):
        text = re.sub(rf"({own}|>)(?:\.(?!\.)|::|፡፡)(?=\s*$|[”’\"]|</|<br|\s+(?:{own}|“)|{own})", rf"\1{_STOP[base]}", text)
    return text


def _abbreviated(text: str) -> bool:
    """Whether the only stops are those of abbreviations (डॉ., মি.)."""
    return bool(re.search(r"(डॉ|मि|ডা|ড|মি|শ্রী|श्री)\.", text))


def french(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """French puts a thin space that does not break before ; ! ? and one before : and inside « ».

    With no space, or with an ordinary one, the mark sticks to the word or falls to the next line.
    Mend: U+202F before ; ! ?, U+00A0 before : and inside « »; `clinickit locale fix` writes them.
    """
    if ground.base != "fr" or unit.search_words or ground.tag in ("fr-CA", "fr-CH"):
        return
    text = unit.target
    done = re.sub(r"(?<=[\w”»)}>])[ \u00a0\u202f\u2009]?([;!?]+)(?!\w)", lambda found: _keep(found.group(), found.group(1), _NARROW), text)
    done = re.sub(r"(?<=[\w”»)}>])[ \u00a0\u202f]?:(?=\s|$|</)", lambda found: _keep(found.group(), ":", _NO_BREAK), done)
    done = re.sub(
        r"«[ \u00a0\u202f]?", lambda found: "«" + (found.group()[1:] if found.group()[1:] in (_NARROW, _NO_BREAK) else _NO_BREAK), done
    )
    done = re.sub(
        r"[ \u00a0\u202f]?»", lambda found: (found.group()[:-1] if found.group()[:-1] in (_NARROW, _NO_BREAK) else _NO_BREAK) + "»", done
    )
    if done != text:
        at = parts_at(text, done)
        yield Finding(
            f"The space beside a mark near “{text[max(0, at - 10) : at + 2].strip()}” is missing or may break.",
            "Write U+202F or U+00A0 there.",
            done,
        )


def _keep(found: str, mark: str, space: str) -> str:
    """Either of the two unbreaking spaces may stand."""
    before = found[: len(found) - len(mark)]
    return found if before in (_NARROW, _NO_BREAK) and before else space + mark


def spanish(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Spanish opens questions with ¿ and exclamations with ¡.

    Without the opening mark a reader finds out at the end of the line that it was a question.
    Mend: write ¿ or ¡ where the question or exclamation begins.
    """
    if ground.base != "es" or unit.search_words:
        return
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if unit.target.count(opening) != unit.target.count(closing):
            plain = MARKUP.sub("", unit.target).strip()
            single = not re.search(r"[.!?,;:¿¡“”\"]", plain[:-1]) and plain.endswith(closing) and "<" not in unit.target
            mended = unit.target.replace(plain, opening + plain) if single else None
            yield Finding(
                f"There are {unit.target.count(opening)} {opening} and {unit.target.count(closing)} {closing}.",
                f"Write {opening} where it begins.",
                mended,
            )


def quotation(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Quotation marks are those of the language.

    “ ”, « », „ “ or 「 」: one kind on all pages, the one that the language's row has. Straight marks are
    a typewriter's. Each one that opens is closed.
    Mend: write the marks that are named; `clinickit locale fix` does so where they stand in pairs.
    """
    if unit.search_words:
        return
    opening, closing = ground.row.quotes
    text = re.sub(r"(?<=[\u05d0-\u05ea])[\"״](?=[\u05d0-\u05ea])", "״", unit.target)
    text = re.sub(r"(?<=\d)[\"″]", "″", text)
    allowed = (
        set(ground.row.quotes)
        | ({"『", "』"} if "「" in ground.row.quotes else set())
        | ({"“", "”"} if ground.base in ("he", "fi", "sv") else set())
    )
    allowed |= {"《", "》"} if ground.base == "zh" else set()
    if ground.base in ("ko",):
        allowed |= {"“", "”"}
    marks = [one for one in text if one in _QUOTES]
    wrong = [one for one in marks if one not in allowed]
    if wrong:
        yield Finding(
            f"“{wrong[0]}” is not the quotation mark of the language.",
            f"Write {opening} … {closing}.",
            _requoted(unit.target, text, ground),
        )
    elif len(marks) % 2 and not _nested(unit.source):
        yield Finding("A quotation mark opens and is not closed, or the other way round.", f"Write {opening} … {closing}.")
    elif opening != closing and any(marks[place] == closing and marks[place + 1] == opening for place in range(0, len(marks) - 1, 2)):
        yield Finding("Quotation marks open where they should close.", f"Write {opening} … {closing}.")


def _nested(source: str) -> bool:
    return sum(one in _QUOTES for one in source) % 2 == 1


def _requoted(target: str, text: str, ground: Ground) -> str | None:
    """The target with its outer marks turned into those of the language, where they come in plain pairs."""
    places = [place for place, one in enumerate(text) if one in _QUOTES]
    if len(places) % 2 or len(text) != len(target):
        return None
    opening, closing = ground.row.quotes
    done = list(target)
    for order, place in enumerate(places):
        done[place] = closing if order % 2 else opening
    whole = "".join(done)
    if opening != "«":
        whole = re.sub(rf"{opening}[ \u00a0\u202f]", opening, whole) if "«" in target else whole
        whole = re.sub(rf"[ \u00a0\u202f]{closing}", closing, whole) if "»" in target else whole
    return whole


def brackets(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Brackets are closed, and none stand in right-to-left text.

    Some readers of PDFs swap ( ) and « » in right-to-left text, so the words come back broken.
    Mend: close each bracket; in right-to-left languages use dashes or commas.
    """
    pairs = {")": "(", "）": "（", "]": "[", "】": "【", "》": "《"}
    text = PLACE.sub("", unit.target)
    open_ones: list[str] = []
    for one in text:
        if one in pairs.values():
            open_ones.append(one)
        elif one in pairs and (not open_ones or open_ones.pop() not in (pairs[one], "（" if one == ")" else "(")):
            yield Finding(f"“{one}” closes nothing.", "Take it away, or open the bracket.")
            return
    if open_ones:
        yield Finding(f"“{open_ones[0]}” is not closed.", "Close the bracket.")
    elif ground.row.rtl and re.search(r"[()«»]", text):
        yield Finding(
            "Brackets and « » are swapped by some readers in right-to-left text.", "Use dashes or commas, and “ ” for quotations."
        )


def spaces(unit: Unit, ground: Ground) -> Iterator[Finding]:
    """Spaces are single, and stand where they belong.

    Two spaces, one at the beginning or end, or one before a full stop or comma: each makes a hole in the line.
    Mend: let `clinickit locale fix` take them away.
    """
    text = unit.target
    done = re.sub(r"[ \t]{2,}", " ", text)
    if ground.base != "fr":
        done = re.sub(r"(?<=[^\W_]) +(?=[.,;:!?،؛؟。，、।።](?:\s|$|[”’]))", "", done)
    else:
        done = re.sub(r"(?<=[^\W_]) +(?=[.,](?:\s|$))", "", done)
    if unit.source == unit.source.strip():
        done = done.strip(" \u00a0\u202f\u3000\t\n")
    if done != text:
        yield Finding("There is a space too many.", "Take it away.", done)
