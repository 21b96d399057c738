// The shelf: cards follow what is typed. The words go in the body of a request, never in an address.

const form = document.getElementById("finder");
const found = document.getElementById("found");
let asked = null;
let timer = 0;

async function show() {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set("part", "cards");
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
    if (answer.ok) {
      found.innerHTML = await answer.text();
      const said = found.querySelector(".empty h2") ?? found.querySelector(".told");
      document.getElementById("announced").textContent = said.textContent;
    } else if (answer.status !== 503) form.submit();
  } catch (fault) {
    if (fault.name !== "AbortError") form.submit();
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, 180);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  show();
});
