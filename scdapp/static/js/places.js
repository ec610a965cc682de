// Places left are kept fresh while the page is seen: [data-places] names the numbers, its data-words-* how to say them.
// A session that becomes full, or has places again, is told politely; nothing that is chosen is touched.

const PLACES_EVERY = 15_000;

const placesInWords = (board, [left, all, waiting]) => {
  if (left === null) return board.dataset.wordsAll;
  if (left > 0) return board.dataset.wordsLeft.replace("{left}", left).replace("{all}", all);
  return waiting ? board.dataset.wordsQueue.replace("{waiting}", waiting) : board.dataset.wordsFull;
};

const showPlaces = (board, row, numbers) => {
  const words = row.querySelector("[data-left] span") ?? row.querySelector("[data-left]");
  if (!words) return;
  const [left] = numbers;
  const full = left === 0;
  words.textContent = placesInWords(board, numbers);
  words.closest("[data-left]").classList.toggle("few", left > 0 && left <= 10);
  row.hidden = false;
  const radio = row.querySelector('input[type="radio"]');
  if (!radio || "chosen" in row.dataset) return;
  const title = row.querySelector("label")?.textContent ?? "";
  if (row.dataset.full !== undefined && (row.dataset.full === "yes") !== full) {
    tell((full ? board.dataset.wordsBecame : board.dataset.wordsAgain).replace("{title}", title));
  }
  row.dataset.full = full ? "yes" : "no";
};

const freshenPlaces = async (board) => {
  if (document.visibilityState !== "visible") return;
  // The browser asks whether anything changed, and has the old answer when not.
  const answer = await fetch(board.dataset.places, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return;
  const numbers = await answer.json();
  for (const row of "session" in board.dataset ? [board] : board.querySelectorAll("[data-session]")) {
    if (row.dataset.session in numbers) showPlaces(board, row, numbers[row.dataset.session]);
  }
};

// A product of the registration form says its places in an attribute of the same name.
for (const board of document.querySelectorAll('[data-places$=".json"]')) {
  freshenPlaces(board);
  setInterval(() => freshenPlaces(board), PLACES_EVERY);
  document.addEventListener("visibilitychange", () => freshenPlaces(board));
}
