// Filters the cards at once, as the server does for a page without scripts, and keeps the address true to what is shown.
"use strict";

const form = document.getElementById("filters");
const status = document.getElementById("found");
const clear = document.getElementById("clear");
const cards = [...document.querySelectorAll(".card")];
const selects = [...form.querySelectorAll("select")];
let telling;

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function fits(card, wanted, words) {
  const has = card.dataset.has.split(" ");
  return wanted.every((one) => has.includes(one)) && words.every((word) => card.dataset.words.includes(word));
}

// A card leads to its piece in the language that was chosen, and shows it.
function speak(card, asked) {
  const lang = card.dataset.langs.split(" ").includes(asked) ? asked : card.dataset.lang;
  const link = card.querySelector("h3 a");
  link.href = link.getAttribute("href").replace(/lang=[^&]*/, `lang=${lang}`);
  for (const picture of card.querySelectorAll("img")) {
    const source = picture.getAttribute("src").replace(/\.[^./]+\.png/, `.${lang}.png`);
    if (picture.getAttribute("src") !== source) {
      picture.src = source;
    }
  }
}

function tell(found) {
  const text = found === 0 ? form.dataset.none : found === 1 ? form.dataset.one : form.dataset.other;
  clearTimeout(telling);
  telling = setTimeout(() => {
    status.textContent = text.replace("{count}", found).replace("{total}", cards.length);
  }, 500);
}

function keepAddress() {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const query = asked.size ? `?${asked}` : "";
  history.replaceState(null, "", location.pathname + query);
  for (const link of document.querySelectorAll(".tongues a")) {
    link.search = query;
  }
  clear.hidden = !query;
}

function show() {
  const wanted = selects.filter((select) => select.value).map((select) => `${select.name}:${select.value}`);
  const words = folded(form.elements.q.value).split(/\s+/).filter(Boolean);
  const lang = form.elements.lang.value;
  let found = 0;
  for (const card of cards) {
    card.hidden = !fits(card, wanted, words);
    found += card.hidden ? 0 : 1;
    speak(card, lang);
  }
  for (const shelf of document.querySelectorAll(".shelf")) {
    shelf.hidden = !shelf.querySelector(".card:not([hidden])");
  }
  tell(found);
  keepAddress();
}

for (const card of cards) {
  card.dataset.lang = new URL(card.querySelector("h3 a").href).searchParams.get("lang");
}
document.getElementById("show").hidden = true;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
clear.addEventListener("click", (event) => {
  event.preventDefault();
  form.elements.q.value = "";
  selects.forEach((select) => { select.value = ""; });
  show();
  form.elements.q.focus();
});
