// The door: answers at once, also without network, and loses nothing.
//
// In memory while the page is open: who may come today, as the server told. In localStorage: what was done and not yet
// sent, as codes and times; nothing about anybody. What waits is sent again and again until the server has it; it knows
// each deed by the id that was made here, so sending twice changes nothing.

const door = document.querySelector("#dorren");

if (door) {
  const part = (id) => document.getElementById(id);
  const answer = part("svar"), net = part("natet"), hits = part("traffar"), recent = part("senaste");
  const form = door.querySelector(".door-form"), typed = form.elements.typed;
  const KEY = `incheckning-${door.dataset.year}`;
  const FIRST_PAUSE = 1000, LONGEST_PAUSE = 30_000, A_LIST = 300_000, A_COUNT = 15_000, SAME_BADGE = 4000, AT_ONCE = 100;

  let people = null;      // code -> {name, work, group, no?: [kind, words]}; null until the list has come
  let came = new Map();   // code -> "08.41"
  let expected = 0, offset = 0, pause = FIRST_PAUSE, timer = 0, sending = false, trouble = "";
  let latest = [];        // what was done on this page, newest first: {uid, code, kind, words}
  let shown = null;       // the id of the deed that the answer tells of

  // What waits for the network.
  const waiting = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
  };
  const keep = (deeds) => (deeds.length ? localStorage.setItem(KEY, JSON.stringify(deeds)) : localStorage.removeItem(KEY));
  const now = () => Date.now() + offset;
  const wall = (moment) => new Date(moment).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" }).replace(":", ".");
  const codeIn = (text) => (text.match(/\/in\/([^/?#\s]+)/)?.[1] ?? text).replace(/[\s-]/g, "").toUpperCase();
  const many = (count, one, more) => `${count} ${count === 1 ? one : more}`;

  // Words are only ever put in as text.
  const make = (name, content = "", more = {}) => Object.assign(document.createElement(name), { textContent: content }, more);
  const button = (label, about, quiet, act) => {
    const made = make("button", label, { type: "button", className: quiet ? "button quiet" : "button" });
    made.append(make("span", ` ${about}`, { className: "visually-hidden" }));
    made.addEventListener("click", act);
    return made;
  };

  const say = (kind, words, person, uid, code, more) => {
    shown = uid ?? null;
    const box = make("div", "", { className: "answer" });
    box.dataset.kind = kind;
    box.append(make("p", words, { className: "answer-words" }));
    if (person) {
      box.append(make("p", person.name, { className: "answer-name" }));
      if (person.work) box.append(make("p", person.work));
      const group = make("p");
      group.append(make("b", person.group));
      box.append(group);
    }
    if (more) box.append(make("p", more));
    if (uid) {
      const actions = make("div", "", { className: "actions" });
      actions.append(button("Ångra", person?.name ?? code, true, () => undo(uid, code)));
      box.append(actions);
    }
    answer.replaceChildren(box);
    answer.scrollIntoView({ block: "nearest" });
  };

  const count = () => {
    if (!people) return;
    part("inne").textContent = came.size;
    part("vantade").textContent = expected;
  };

  const tellNet = () => {
    const left = waiting().length;
    net.dataset.kind = trouble || left ? "waits" : "done";
    if (trouble) net.textContent = left ? `${trouble} ${many(left, "incheckning är sparad i telefonen.", "incheckningar är sparade i telefonen.")}` : trouble;
    else if (left) net.textContent = `${left} väntar på nätet. Fortsätt som vanligt.`;
    else net.textContent = latest.length ? "Allt är skickat." : "";
  };

  const tellLatest = () => {
    recent.hidden = latest.length < 2;
    recent.querySelector("ol").replaceChildren(...latest.slice(1, 6).map((one) => {
      const row = make("li"), words = make("p");
      words.append(make("b", people?.get(one.code)?.name ?? one.code), make("br"), make("span", one.words, { className: "small soft" }));
      row.append(words);
      if (one.kind === "welcome") row.append(button("Ångra", people?.get(one.code)?.name ?? one.code, true, () => undo(one.uid, one.code)));
      return row;
    }));
  };

  // The server has the last word: somebody else may have let the person in a second before.
  const heard = (told) => {
    const mine = latest.find((one) => one.uid === told.uid);
    if (!mine || mine.kind === told.kind || told.kind === "undone" || told.kind === "may") return;
    Object.assign(mine, { kind: told.kind, words: told.words });
    if (shown === mine.uid) say(told.kind, told.words, people?.get(mine.code), null, mine.code);
  };

  const take = (told) => {
    offset = told.now - Date.now();
    came = new Map(Object.entries(told.came));
    for (const deed of waiting()) if (deed.code) came.set(deed.code, came.get(deed.code) ?? wall(deed.at));
    if (told.people) [people, expected] = [new Map(Object.entries(told.people)), told.expected];
    count();
  };

  // A telephone without network may wait for minutes before it says so.
  const ask = async (address, more = {}) => {
    const reply = await fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(8000), ...more });
    if (reply.ok) return reply.json();
    if (reply.type === "opaqueredirect" || [400, 403, 422].includes(reply.status)) throw new Error("Du är inte inloggad längre. Ladda om sidan och logga in.");
    throw new TypeError("not now");
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending) return;
    const deeds = waiting().slice(0, AT_ONCE);
    if (!deeds.length) return tellNet();
    sending = true;
    try {
      const told = await ask(door.dataset.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": door.dataset.token },
        body: JSON.stringify({ deeds }),
      });
      const gone = new Set(deeds.map((deed) => deed.uid + Boolean(deed.code)));
      keep(waiting().filter((deed) => !gone.has(deed.uid + Boolean(deed.code))));
      [pause, trouble] = [FIRST_PAUSE, ""];
      take(told);
      told.answers.forEach(heard);
    } catch (error) {
      trouble = error instanceof TypeError || error.name === "TimeoutError" || error.name === "AbortError" ? "" : error.message;
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    sending = false;
    tellNet();
    tellLatest();
    if (waiting().length) timer = setTimeout(send, pause);
  };

  const fetchList = () => ask(door.dataset.list).then((told) => { take(told); tellLatest(); trouble = ""; tellNet(); return true; }).catch(() => false);

  const checkIn = async (code) => {
    hits.replaceChildren();
    if (!people?.has(code)) await fetchList();   // somebody who was added a moment ago
    const person = people?.get(code);
    if (!person) return say("unknown", "Okänd kod", null, null, code, people ? `Koden ${code} finns inte i år. Fråga i informationen.` : "Listan har inte kommit än, och det finns inget nät. Försök igen om en stund.");
    if (came.has(code)) return say("already", `Redan incheckad ${came.get(code)}`, person, null, code);
    if (person.no) return say(person.no[0], person.no[1], person, null, code);
    const deed = { uid: crypto.randomUUID?.() ?? madeUp(), code, at: now() };
    keep([...waiting(), deed]);
    came.set(code, wall(deed.at));
    latest = [{ uid: deed.uid, code, kind: "welcome", words: `Incheckad ${wall(deed.at)}` }, ...latest];
    say("welcome", "Välkommen", person, deed.uid, code);
    navigator.vibrate?.(60);
    count();
    tellLatest();
    return send();
  };

  const undo = (uid, code) => {
    const left = waiting(), unsent = left.some((deed) => deed.uid === uid && deed.code) && !sending;
    keep(unsent ? left.filter((deed) => deed.uid !== uid) : [...left, { uid, code: null, at: now() }]);
    came.delete(code);
    latest = latest.filter((one) => one.uid !== uid);
    say("undone", "Incheckningen är ångrad", people?.get(code), null, code);
    count();
    tellLatest();
    return send();
  };

  // Only where randomUUID is missing: pages that are not served over https.
  const madeUp = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

  const plain = (text) => text.toLocaleLowerCase("sv");
  const search = () => {
    const words = plain(typed.value).split(/\s+/).filter(Boolean);
    const found = words.join("").length < 2 || !people ? [] : [...people].filter(([, one]) => words.every((word) => plain(one.name).includes(word)));
    hits.replaceChildren(...found.slice(0, 8).map(([code, one]) => {
      const row = make("li"), words = make("p");
      words.append(make("b", one.name), make("br"), make("span", [one.work, one.group].filter(Boolean).join(", "), { className: "small soft" }));
      row.append(words);
      if (one.no || came.has(code)) row.append(make("p", one.no ? one.no[1] : `Redan incheckad ${came.get(code)}`, { className: "small" }));
      else row.append(button("Checka in", one.name, false, () => { typed.value = ""; checkIn(code); }));
      return row;
    }));
    return found;
  };

  typed.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    if (!typed.value.trim()) return;
    const code = codeIn(typed.value);
    if (!people) return;                          // the form does it
    event.preventDefault();
    if (people.has(code) || !search().length) {
      typed.value = "";
      checkIn(code);
    }
  });
  door.addEventListener("submit", (event) => {
    const { checkin, undo: undone } = event.target.dataset;
    if (!people || (!checkin && !undone)) return;
    event.preventDefault();
    if (checkin) return checkIn(checkin);
    undo(event.target.action.split("/").at(-2), undone);
  });

  // Logging out empties the storage of the browser: not before everything is sent.
  document.querySelector(".foot form")?.addEventListener("submit", (event) => {
    if (!waiting().length) return;
    event.preventDefault();
    trouble = "Logga inte ut än.";
    tellNet();
    net.scrollIntoView({ block: "center" });
  });

  // The camera, where the browser can read codes. Elsewhere the telephone's own camera opens the address in the code.
  const video = part("kamera"), scan = part("skanna");
  let stream = null, last = ["", 0];
  const look = async (detector) => {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    if (found) {
      const code = codeIn(found.rawValue);
      if (code !== last[0] || Date.now() - last[1] > SAME_BADGE) checkIn(code);
      last = [code, Date.now()];
    }
    setTimeout(look, 150, detector);
  };
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    scan.textContent = "Skanna";
  };
  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return say("none", "Kameran är inte tillåten eller upptagen. Skriv koden i stället.");
    }
    video.srcObject = stream;
    video.hidden = false;
    scan.textContent = "Sluta skanna";
    video.play().catch(() => {});
    return look(new BarcodeDetector({ formats: ["qr_code"] }));
  };
  const canScan = async () => "BarcodeDetector" in window && navigator.mediaDevices && (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
  canScan().then((can) => { scan.hidden = !can; }).catch(() => {});
  scan.addEventListener("click", () => (stream ? stop() : start()));

  // Nothing of anybody stays when the page is left, also not in what the browser keeps for "back".
  addEventListener("pagehide", () => {
    stop();
    [people, latest] = [null, []];
    for (const place of [answer, hits]) place.replaceChildren();
    recent.querySelector("ol").replaceChildren();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  addEventListener("online", () => { pause = FIRST_PAUSE; send(); fetchList(); });
  addEventListener("offline", tellNet);
  setInterval(() => { if (document.visibilityState === "visible") fetchList(); }, A_LIST);
  setInterval(() => {
    if (document.visibilityState !== "visible" || waiting().length) return;
    ask(door.dataset.sync, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": door.dataset.token }, body: '{"deeds": []}' })
      .then((told) => { take(told); }).catch(() => {});
  }, A_COUNT);
  fetchList().then(() => { door.dataset.ready = people ? "yes" : "no"; });
  send();
}
