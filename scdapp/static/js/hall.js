// The big screen follows the secretary: the same page is asked for each second, and answers 304 while nothing changed.

const PAUSE = 1000, LONGEST = 8000;
const net = document.getElementById("natet");
let pause = PAUSE;

const follow = async () => {
  if (document.visibilityState === "visible") {
    try {
      const reply = await fetch(location.href, { cache: "no-cache", redirect: "manual", signal: AbortSignal.timeout(6000) });
      if (reply.ok) {
        const newer = new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("sal");
        const now = document.getElementById("sal");
        if (newer && newer.innerHTML !== now.innerHTML) now.replaceWith(document.adoptNode(newer));
        [net.textContent, pause] = ["", PAUSE];
      } else throw new Error("not in");
    } catch {
      pause = Math.min(pause * 2, LONGEST);
      net.textContent = "Ingen kontakt just nu: texten kan vara gammal.";
    }
  }
  setTimeout(follow, pause);
};
setTimeout(follow, PAUSE);
