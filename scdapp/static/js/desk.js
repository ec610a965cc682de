// The organisers’ enhancements; every form works without them.

// What is being made ([data-progress], with an id) is looked at again each second until it is done.
const follow = async () => {
  const part = document.querySelector("[data-progress]");
  if (!part) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const newer = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
  if (newer && newer.innerHTML !== part.innerHTML) {
    part.replaceWith(newer);
    tell(newer.querySelector("p").textContent);
  }
  setTimeout(follow, 1000);
};
if (document.querySelector("[data-progress]")) setTimeout(follow, 1000);

// Rows of an ordered list ([data-sortable]) can also be dragged; the buttons of each row do the same.
const sortable = document.querySelector("[data-sortable]");
const sortables = sortable ? [...sortable.children].filter((row) => row.querySelector("form")) : [];
const unmark = () => sortables.forEach((row) => row.removeAttribute("data-target"));
let dragged = null;
for (const row of sortables) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    row.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
  });
  row.addEventListener("dragend", () => {
    dragged = null;
    delete row.dataset.dragged;
    unmark();
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    unmark();
    if (row !== dragged) row.dataset.target = "";
  });
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!dragged || row === dragged) return;
    // Dropped on a row further down, it takes the place before that row.
    const from = sortables.indexOf(dragged);
    const to = sortables.indexOf(row);
    const step = Object.assign(document.createElement("input"), { type: "hidden", name: "step" });
    step.value = to > from ? to - from - 1 : to - from;
    const form = dragged.querySelector("form");
    form.append(step);
    if (step.value !== "0") form.submit();
  });
}
