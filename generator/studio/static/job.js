// Waits for a job: asks how far it is, moves the bar, and shows the page again when it has ended.
"use strict";

const box = document.getElementById("progress");
const bar = document.getElementById("bar");
const words = document.getElementById("progress-words");

async function look() {
  let told;
  try {
    told = await (await fetch(box.dataset.state)).json();
  } catch {
    return;
  }
  if (told.state !== "working") {
    location.reload();
    return;
  }
  if (told.total) {
    bar.max = told.total;
    bar.value = told.done;
    words.textContent = `${told.done} / ${told.total}`;
  }
  setTimeout(look, 400);
}

look();
