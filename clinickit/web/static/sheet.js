// A sheet: the preview follows the options. A newer choice stops what an older one began; the old pages stay until the new ones are there.

const form = document.getElementById("options");
const preview = document.getElementById("preview");
const beside = form.elements.namedItem("beside");
let asked = null;

// What does not go together is not offered: the same language twice, or a place for a second one that there is not.
function fit() {
  const language = form.elements.namedItem("language").value;
  if (beside.value === language) beside.value = "";
  for (const option of beside.options) option.disabled = option.value === language;
  for (const part of form.querySelectorAll("[data-needs=beside]")) part.hidden = !beside.value;
}

async function show() {
  fit();
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const query = new URLSearchParams(new FormData(form));
  preview.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${form.action}/part?${query}`, { signal });
    const made = document.createElement("div");
    made.innerHTML = await answer.text();
    if (!answer.ok) made.replaceChildren(...made.querySelectorAll("main > *"));
    const first = made.querySelector(".pages img");
    if (first) await first.decode().catch(() => {});
    if (signal.aborted) return;
    preview.replaceChildren(...made.childNodes);
    document.getElementById("announced").textContent = preview.querySelector(".told, h1")?.textContent ?? "";
    history.replaceState(null, "", `${form.action}?${query}`);
  } catch (fault) {
    if (fault.name !== "AbortError") form.submit();
  } finally {
    if (!signal.aborted) preview.removeAttribute("aria-busy");
  }
}

document.getElementById("panel").open = matchMedia("(min-width: 60rem)").matches;
fit();
form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
