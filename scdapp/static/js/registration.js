// The form by which people register: rows for people without a new page, and places that are told as they are.

const rows = document.querySelector("[data-people]");
const people = () => [...rows.querySelectorAll("[data-person]")];
const plus = rows?.querySelector("[value=add]");

// Names, ids and what points at them carry the number of the row; so do the words that are read.
const renumber = (row, index) => {
  const number = index + 1;
  for (const part of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const what of ["name", "id", "for", "aria-describedby"]) {
      const value = part.getAttribute(what);
      if (value) part.setAttribute(what, value.replace(/people-\d+-/g, `people-${index}-`));
    }
  }
  row.querySelector("[data-self]").classList.toggle("unless-self", index === 0);
  for (const part of row.querySelectorAll("[data-number]")) part.textContent = part.dataset.number.replace("0", number);
  row.querySelector("[data-remove]").value = `remove-${index}`;
};

const arrange = () => {
  const all = people();
  // A checked radio button that gets the name of another's group would be unchecked on the way.
  const chosen = all.map((row) => row.querySelector("[type=radio]:checked")).filter(Boolean);
  all.forEach(renumber);
  for (const radio of chosen) radio.checked = true;
  for (const row of all) row.querySelector("[data-remove]").parentElement.hidden = all.length < 2;
  plus.parentElement.hidden = all.length >= Number(rows.dataset.most);
};

const empty = (row) => {
  for (const field of row.querySelectorAll("input[type=text], input[type=email], textarea")) {
    if (!field.name.endsWith("-workplace")) field.value = "";
  }
  for (const said of row.querySelectorAll(".error")) said.remove();
  for (const field of row.querySelectorAll("[data-error]")) field.removeAttribute("data-error");
  for (const field of row.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const tick of row.querySelectorAll("[name$=-listed]")) tick.checked = false;
};

const add = () => {
  const last = people().at(-1);
  const row = last.cloneNode(true);
  // The copy is in no group of its own before it has a name of its own.
  const radio = last.querySelector("[type=radio]:checked")?.value;
  renumber(row, people().length);
  empty(row);
  last.after(row);
  const same = [...row.querySelectorAll("[type=radio]")].find((one) => one.value === radio);
  if (same && !same.disabled) same.checked = true;
  arrange();
  row.querySelector("[name$=-name]").focus();
  tell(english ? `Person ${people().length} has been added.` : `Person ${people().length} är tillagd.`);
};

const remove = (row) => {
  const number = people().indexOf(row) + 1;
  row.remove();
  arrange();
  (plus.parentElement.hidden ? people().at(-1).querySelector("[name$=-name]") : plus).focus();
  tell(english ? `Person ${number} has been removed.` : `Person ${number} är borttagen.`);
};

rows?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=step]");
  if (!button) return;
  event.preventDefault();
  if (button === plus) add();
  else remove(button.closest("[data-person]"));
});

// The form as anybody would get it now says how many places are left; what is typed here stays as it is.
const count = async () => {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const fresh of page.querySelectorAll("[data-places]")) {
    for (const here of document.querySelectorAll(`[data-places="${fresh.dataset.places}"]`)) {
      here.className = fresh.className;
      if (here.textContent !== fresh.textContent) here.textContent = fresh.textContent;
    }
  }
};

if (rows?.querySelector("[data-places]")) {
  setInterval(count, 30_000);
  document.addEventListener("visibilitychange", count);
}
