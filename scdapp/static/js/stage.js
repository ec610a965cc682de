// The screen of the meeting: what is typed in a paragraph is never lost.
//
// Two seconds after the last key it is sent as a draft. Until the server has it, it lies in localStorage: a closed
// browser and a lost network lose nothing. Somebody else's change is told, and nothing is overwritten unasked.

const text = document.querySelector("#paragrafen[data-draft]");

if (text) {
  const KEY = `paragraf:${text.dataset.draft}`, PAUSE = 2000, AGAIN = 5000;
  const told = document.getElementById("sparat");
  const fields = () => [...text.querySelectorAll("#heading, #body, textarea[name^='clauses-']")];
  const clauses = () => [...text.querySelectorAll("textarea[name^='clauses-']")];
  const version = text.elements.version;
  const typed = () => ({ heading: text.elements.heading.value, body: text.elements.body.value, clauses: clauses().map((one) => one.value) });
  const same = (one, other) => JSON.stringify([one.heading, one.body, one.clauses.filter(Boolean)]) === JSON.stringify([other.heading, other.body, other.clauses.filter(Boolean)]);
  // A form that was refused comes back with words that the server does not have yet.
  let sent = text.dataset.state === "refused" ? { heading: "", body: "", clauses: [] } : typed(), timer = 0, sending = null, conflict = null, carried = false;

  const say = (words, kind = "") => { told.textContent = words; told.dataset.kind = kind; };
  const clock = () => new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Europe/Stockholm" }).replaceAll(":", ".");
  const store = (value) => { try { value ? localStorage.setItem(KEY, JSON.stringify(value)) : localStorage.removeItem(KEY); } catch { /* a full or forbidden storage: the server still gets it */ } };
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } };
  const dirty = () => !same(typed(), sent);
  const setVersion = (number) => document.querySelectorAll("main input[name=version]").forEach((one) => { one.value = number; });

  const button = (label, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "as-link", textContent: label });
    made.addEventListener("click", act);
    return made;
  };
  const differs = (standing) => {
    conflict = standing;
    say("Någon annan har ändrat paragrafen. Din text är kvar här men inte sparad. ", "stop");
    told.append(
      button("Spara min text i stället", () => { setVersion(conflict.version); conflict = null; save(); }), " ",
      button("Ta den andras text", () => { store(null); sent = typed(); location.reload(); }),
    );
  };

  const send = async () => {
    const now = typed();
    try {
      const reply = await fetch(text.dataset.draft, {
        method: "POST", redirect: "manual", signal: AbortSignal.timeout(8000),
        headers: { "Content-Type": "application/json", "X-CSRFToken": text.dataset.token },
        body: JSON.stringify({ ...now, version: Number(version.value) }),
      });
      if (reply.ok) {
        setVersion((await reply.json()).version);
        sent = now;
        if (!dirty()) store(null);
        say(`Sparat ${clock()}.`);
        return true;
      }
      if (reply.status === 409) differs(await reply.json());
      else if (reply.status === 422) say((await reply.json()).sentence, "stop");
      else say("Texten är inte sparad: du är inte inloggad längre. Logga in i en annan flik, och spara sedan.", "stop");
      return false;
    } catch {
      say("Nätet är borta. Texten är sparad i den här datorn och skickas när nätet är tillbaka.", "waits");
      clearTimeout(timer);
      timer = setTimeout(save, AGAIN);
      return false;
    }
  };
  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    if (sending) await sending;
    if (!dirty() || conflict) return !conflict;
    sending = send();
    const went = await sending;
    sending = null;
    return went;
  };

  text.addEventListener("input", (event) => {
    if (!fields().includes(event.target)) return;
    store({ ...typed(), version: version.value });
    if (conflict) return;
    // Not put off by each key: whoever types without a pause is saved every two seconds too.
    timer ||= setTimeout(save, PAUSE);
  });

  // Any press on the page first saves what was typed; the form itself carries it along.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form === text) {
      clearTimeout(timer);
      timer = 0;
      if (sending) {
        // The draft that is on its way gives the paragraph a new version, which the form has to carry.
        event.preventDefault();
        const by = event.submitter;
        sending.then(() => { sending = null; form.requestSubmit(by); });
        return;
      }
      carried = dirty();
      if (carried) store({ ...typed(), version: version.value, sent: true });
      return;
    }
    if (!dirty() || form.dataset.goes || !form.closest("main")) return;
    event.preventDefault();
    const by = event.submitter;
    save().then((went) => { if (went) { form.dataset.goes = "yes"; form.requestSubmit(by); } });
  });

  // What the last page could not send.
  const left = kept();
  if (left) {
    if (same(left, sent) || (left.sent && left.version !== version.value)) store(null);
    else {
      text.elements.heading.value = left.heading;
      text.elements.body.value = left.body;
      const rows = clauses();
      left.clauses.slice(0, rows.length).forEach((one, at) => { rows[at].value = one; });
      if (left.version !== version.value) differs({ version: version.value });
      else { say("Det du skrev är tillbaka, och sparas.", "waits"); save(); }
    }
  }
  if (text.dataset.state === "refused" && !conflict) save();
  // Both versions are shown already: nothing goes by itself until somebody has chosen.
  if (text.dataset.state === "both") conflict = { version: version.value };
  addEventListener("online", save);
  addEventListener("pagehide", () => { if (dirty()) store({ ...typed(), version: version.value, sent: carried }); });
}

// Pressed twice is pressed once: the page is on its way. After a while without an answer one may try again.
let leaving = 0;
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (Date.now() - leaving < 4000) event.preventDefault();
  else leaving = Date.now();
});
addEventListener("pageshow", () => { leaving = 0; });

// Another screen has gone on: this one follows, unless somebody is in the middle of something here. Then it is told.
const onward = document.getElementById("vidare");
if (onward) {
  const SECOND = 1000, LONGEST = 8000;
  let pause = SECOND, mark = onward.dataset.mark;
  const main = onward.closest("main");
  const edited = (one) => one.type === "checkbox" || one.type === "radio" ? one.checked !== one.defaultChecked
    : one.tagName === "SELECT" ? one.selectedIndex !== Math.max(0, [...one.options].findIndex((row) => row.defaultSelected))
    : one.value !== one.defaultValue;
  const busy = () => main.contains(document.activeElement) && document.activeElement !== main
    || document.querySelector("[role=alert], [data-state=both], [data-state=refused]") !== null
    || [...main.querySelectorAll("input:not([type=hidden]), textarea, select")].some(edited);
  const tell = (told) => {
    onward.className = "note";
    onward.replaceChildren(`${told} `, Object.assign(document.createElement("a"), { href: onward.dataset.show, textContent: "Gå dit" }));
  };
  const follow = async () => {
    if (document.visibilityState === "visible" && Date.now() - leaving > 4000) {
      try {
        const reply = await fetch(onward.dataset.follows, { cache: "no-cache", redirect: "manual", signal: AbortSignal.timeout(6000) });
        if (!reply.ok) throw new Error("not in");
        const now = await reply.json();
        pause = SECOND;
        // What was pressed here meanwhile brings its own page.
        if (now.mark !== mark && Date.now() - leaving > 4000) {
          if ("atHand" in onward.dataset && !busy()) { location.replace(onward.dataset.show); return; }
          mark = now.mark;
          tell(now.told);
        }
      } catch {
        pause = Math.min(pause * 2, LONGEST);
      }
    }
    setTimeout(follow, pause);
  };
  setTimeout(follow, SECOND);
}

// What was refused, or a count that differs, is where one looks first.
document.querySelector("[role=alert][tabindex]")?.focus();
