"""The judge: veraPDF on PDF/UA-1 (`ua1`) and PDF/A-2a (`2a`). Paths go in, what fails comes out; one call of Java for many files.

The jar is brought by `make verapdf` into the ignored folder .verapdf at the root of the project."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / ".verapdf" / "greenfield-apps-1.28.2.jar"


def available() -> str:
    """Why veraPDF cannot judge here, and what brings it; empty where it can."""
    if shutil.which("java") is None:
        return "Java is not installed: apt-get install default-jre-headless"
    return "" if JAR.is_file() else "veraPDF is not here: make verapdf"


def judge(files: list[Path], flavour: str) -> dict[Path, list[str]]:
    """Failures of each file, as "clause-test: what the standard demands (how often, where first)". Raises RuntimeError where a file
    could not be judged at all."""
    command = ["java", "-cp", str(JAR), "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", flavour, "--format", "xml"]
    ran = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False)
    if not ran.stdout.strip():
        raise RuntimeError(f"veraPDF said nothing: {ran.stderr.strip()}")
    jobs = ElementTree.fromstring(ran.stdout).findall(".//job")
    judged = {Path(job.findtext("item/name", "")).resolve(): job for job in jobs}
    found: dict[Path, list[str]] = {}
    for file in files:
        job = judged.get(file.resolve())
        report = None if job is None else job.find("validationReport")
        if job is None or report is None:
            said = "" if job is None else job.findtext("taskException/exceptionMessage", "")
            raise RuntimeError(f"veraPDF could not judge {file.name}: {said or ran.stderr.strip()}")
        found[file] = [_failure(rule) for rule in report.iter("rule") if rule.get("status") == "failed"]
        if report.get("isCompliant") != "true" and not found[file]:
            raise RuntimeError(f"veraPDF fails {file.name} by no rule")
    return found


def _failure(rule: ElementTree.Element) -> str:
    demand = " ".join((rule.findtext("description") or "").split())
    context = rule.findtext("check/context", "")
    return f"{rule.get('clause')}-{rule.get('testNumber')}: {demand} ({rule.get('failedChecks')} times, first at {context})"
