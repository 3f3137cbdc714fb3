// Keeps the preview and the findings in step with the form; the newest answer wins, whatever comes late.
"use strict";

const form = document.getElementById("piece");
const faces = document.getElementById("faces");
const status = document.getElementById("preview-status");
const others = document.getElementById("others");
let newest = 0;
let under = null;
let last = null;
let speaking = 0;

function said() {
  const data = new URLSearchParams(new FormData(form));
  for (const name of ["view-size", "view-guides"]) {
    data.delete(name);
  }
  return data;
}

function view() {
  return { size: form.elements["view-size"].value, guides: form.elements["view-guides"].checked };
}

// Spoken a little later and only if it changed, so that nobody hears it at every key.
function speak(text) {
  clearTimeout(speaking);
  speaking = setTimeout(() => { if (status.textContent !== text) status.textContent = text; }, 900);
}

async function refresh() {
  const number = ++newest;
  form.dataset.asked = number;
  under?.abort();
  under = new AbortController();
  keepAddress();
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body: said(), signal: under.signal });
    if (response.status === 503) {
      speak(form.dataset.busy);
      setTimeout(() => number === newest && refresh(), 400);
      return;
    }
    if (!response.ok) {
      throw new Error(response.status);
    }
    const answer = await response.json();
    if (number === newest) {
      last = answer;
      show();
      faces.dataset.shown = number;
    }
  } catch (error) {
    if (error.name !== "AbortError" && number === newest) {
      speak(form.dataset.lost);
    }
  }
}

function show() {
  if (!last) {
    return;
  }
  const how = view();
  faces.className = `faces ${how.size}`;
  faces.replaceChildren(...last.faces.map((face, number) => drawFace(face, number, last.told, how, faces.dataset.face.replace("{face}", face.label))));
  document.getElementById("legend").hidden = !how.guides;
  document.getElementById("true-help").hidden = how.size !== "true";
  tell();
}

function tell() {
  const known = new Set();
  for (const box of form.querySelectorAll("[data-field]")) {
    const field = box.dataset.field;
    const mine = last.told.filter((one) => one.field === field);
    known.add(field);
    document.getElementById(`field-${field}-told`).replaceChildren(...mine.map(toldItem));
    const wrong = mine.some((one) => one.severity === "error");
    document.getElementById(`field-${field}`).setAttribute("aria-invalid", String(wrong));
  }
  const rest = last.told.filter((one) => !known.has(one.field));
  others.replaceChildren(...rest.map(toldItem));
  document.getElementById("others-title").hidden = rest.length === 0;
  const count = last.told.filter((one) => one.severity !== "note").length;
  speak(count ? form.dataset.fault.replace("{count}", count) : form.dataset.fine);
}

// The address holds what was typed: a reload, a bookmark and the other language keep it.
function keepAddress() {
  const query = `?${said()}`;
  history.replaceState(null, "", location.pathname + query);
  for (const link of document.querySelectorAll(".tongues a")) {
    link.search = query;
  }
}

form.addEventListener("input", (event) => {
  if (event.target.matches("[data-view]")) {
    show();
  } else if (event.target.type !== "file") {
    refresh();
  }
});
form.addEventListener("taken", (event) => {
  event.target.querySelector("[data-forget]").hidden = false;
  refresh();
});
for (const button of document.querySelectorAll("[data-forget]")) {
  button.addEventListener("click", () => {
    const box = button.closest(".drop");
    document.getElementById(button.dataset.forget).value = "";
    box.querySelector("input[type=file]").value = "";
    box.querySelector("[role=status]").textContent = "";
    button.hidden = true;
    box.querySelector("input[type=file]").focus();
    refresh();
  });
}
refresh();
