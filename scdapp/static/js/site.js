// Small enhancements; every page works without them.

// A polite voice for those who hear the page; made when first needed.
const tell = (words) => {
  let voice = document.querySelector("#meddelande");
  if (!voice) {
    voice = Object.assign(document.createElement("p"), { id: "meddelande", className: "visually-hidden" });
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  voice.textContent = "";
  setTimeout(() => { voice.textContent = words; }, 100);
};

const english = document.documentElement.lang === "en";

// <button hidden data-copy="#address">: copies what the field says. Hidden where it could not work.
const copy = async (button) => {
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.dataset.label ??= button.textContent;
    button.textContent = english ? "Copied" : "Kopierat";
    tell(english ? "The address has been copied." : "Adressen är kopierad.");
    setTimeout(() => { button.textContent = button.dataset.label; }, 4000);
  } catch {
    tell(english ? "The address is selected. Copy it with your keyboard." : "Adressen är markerad. Kopiera den med tangentbordet.");
  }
};

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => copy(button));
}

// What tells of the present ([data-fresh], with an id) is fetched anew each minute while the page is seen. The server
// answers 304 while nothing has changed, so a minute costs next to nothing. What has the focus is left alone.
const freshen = async () => {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const newer = page.getElementById(part.id);
    if (part.contains(document.activeElement) || newer?.innerHTML === part.innerHTML) continue;
    part.replaceWith(...(newer ? [newer] : []));
  }
};

if (document.querySelector("#nu[data-fresh], #anmalan[data-fresh]")) {
  setInterval(freshen, 60_000);
  document.addEventListener("visibilitychange", freshen);
}
