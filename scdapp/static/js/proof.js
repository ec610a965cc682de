// A file is dropped or chosen; its sum is reckoned here. Only a sum that is not known makes the file itself go.
const form = document.querySelector("form[data-proof]");
const file = form?.querySelector("input[type=file]");

const sum = async (blob) => {
  const bytes = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const known = async (address) => {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(".verdict")?.dataset.state === "same";
};

form?.addEventListener("submit", async (event) => {
  if (!file.files.length || !crypto.subtle) return;
  event.preventDefault();
  try {
    const address = `${location.pathname}?summa=${await sum(file.files[0])}`;
    if (await known(address)) {
      location.assign(address);
      return;
    }
  } catch {
    // Then as without a script.
  }
  form.submit();
});

for (const name of ["dragover", "dragleave", "drop"]) {
  form?.addEventListener(name, (event) => {
    event.preventDefault();
    form.toggleAttribute("data-over", name === "dragover");
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
