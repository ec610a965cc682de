// A roll call by keyboard: one letter answers and the next name is up. Without it the radio buttons do the same.
const roll = document.querySelector("[data-roll]");
const sum = document.getElementById("summa");
const WORDS = { for: "ja", against: "nej", abstained: "avstår" };

const add = () => {
  const found = { for: 0, against: 0, abstained: 0 };
  for (const one of roll.querySelectorAll("input:checked")) {
    if (one.value) found[one.value] += Number(one.dataset.weight);
  }
  sum.textContent = Object.entries(WORDS).map(([vote, word]) => `${found[vote]} ${word}`).join(", ");
};

roll.addEventListener("change", add);
roll.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const row = event.target.closest("fieldset");
  const chosen = row?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = true;
  add();
  const next = row.nextElementSibling?.querySelector("input:checked");
  (next ?? document.querySelector("form .bar button")).focus();
});
add();
