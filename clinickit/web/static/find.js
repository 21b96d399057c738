// The shelf: cards follow what is typed. The words go in the body of a request, never in an address; the history of the browser keeps a name
// for them that only this run of the page can read, so that the way back from a sheet leads to what was found.

const form = document.getElementById("finder");
const found = document.getElementById("found");
const announced = document.getElementById("announced");
let asked = null;
let timer = 0;

async function show(again) {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set("part", "cards");
  if (again) body.set("again", again);
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
    if (!answer.ok) {
      if (answer.status !== 503) form.submit();
      return;
    }
    found.innerHTML = await answer.text();
    announced.textContent = (found.querySelector(".empty h2") ?? found.querySelector(".told")).textContent;
    if (again) fill(JSON.parse(decodeURIComponent(answer.headers.get("X-Wish"))));
    history.replaceState({ seen: answer.headers.get("X-Seen") }, "");
  } catch (fault) {
    if (fault.name !== "AbortError") form.submit();
  }
}

function fill(wish) {
  for (const name of ["words", "series", "audience", "language"]) form.elements.namedItem(name).value = wish[name];
  form.elements.namedItem("starred").checked = wish.starred;
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

if (history.state?.seen) show(history.state.seen);
