// A translator's form: says which strings are not saved yet, and asks before they are left.

const form = document.getElementById("strings");
let sending = false;

function changed(box) {
  return box.value !== box.defaultValue || !box.closest(".string").querySelector(".unsaved").dataset.clean;
}

for (const box of form.querySelectorAll("textarea")) {
  const chip = box.closest(".string").querySelector(".unsaved");
  if (chip.hidden) chip.dataset.clean = "yes";
  box.addEventListener("input", () => {
    chip.hidden = !changed(box);
  });
}

form.addEventListener("submit", () => {
  sending = true;
});

window.addEventListener("beforeunload", (event) => {
  if (!sending && [...form.querySelectorAll("textarea")].some(changed)) event.preventDefault();
});
