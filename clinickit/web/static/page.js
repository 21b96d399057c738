// Every page: says that scripts run; lets a star be set, and a sheet be put in the packet, without leaving the page.

document.documentElement.classList.add("scripted");

async function send(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-Part": "yes" },
  }).catch(() => null);
  return answer?.ok ? answer : null;
}

async function star(form) {
  if (!(await send(form))) return form.submit();
  const field = form.elements.namedItem("on");
  form.querySelector("button").setAttribute("aria-pressed", String(field.value === "yes"));
  field.value = field.value === "yes" ? "no" : "yes";
}

async function take(form) {
  const answer = await send(form);
  if (!answer) return form.submit();
  document.getElementById("packed").textContent = await answer.text();
  const button = form.querySelector("button");
  button.textContent = button.dataset.done;
  const told = document.getElementById("announced");
  if (told) told.textContent = button.dataset.done;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const act = form.matches("form.star") ? star : form.matches("form.take") ? take : null;
  if (!act) return;
  event.preventDefault();
  act(form);
});
