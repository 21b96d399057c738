// A JSON list of paths on standard input; {path: [text of each page]} on standard output. The first argument is pdf.mjs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

console.log = console.error; // pdf.js says there what it cannot draw; nothing is drawn here, so these stand for what would
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};
const { getDocument, VerbosityLevel } = await import(pathToFileURL(process.argv[2]).href);
const paths = JSON.parse(readFileSync(0, "utf8"));
const found = {};
for (const path of paths) {
  const document = await getDocument({
    data: new Uint8Array(readFileSync(path)), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false, disableFontFace: true,
  }).promise;
  found[path] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ disableNormalization: true });
    found[path].push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
  }
  await document.destroy();
}
process.stdout.write(JSON.stringify(found));
