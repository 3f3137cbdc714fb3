// Sends a table as soon as it was read in, and pages through its records.
"use strict";

const tableForm = document.getElementById("table-form");
tableForm.addEventListener("taken", () => tableForm.submit());

const records = document.getElementById("records");
if (records) {
  const row = document.getElementById("row");
  const faces = document.getElementById("faces");
  const status = document.getElementById("record-status");
  let newest = 0;

  async function turn(by) {
    row.value = Math.min(Number(records.dataset.rows), Math.max(1, Number(row.value || 1) + by));
    const number = ++newest;
    const asked = new URLSearchParams(new FormData(records));
    asked.set("row", Number(row.value) - 1);
    let answer;
    try {
      const response = await fetch(records.dataset.record, { method: "POST", body: asked });
      answer = response.ok ? await response.json() : null;
    } catch {
      answer = null;
    }
    if (number !== newest) {
      return;
    }
    if (!answer) {
      status.textContent = records.dataset.lost;
      return;
    }
    const view = { size: "large", guides: false };
    faces.replaceChildren(...answer.faces.map((face, at) => drawFace(face, at, answer.told, view, faces.dataset.face.replace("{face}", face.label))));
    faces.dataset.shown = row.value;
    showCells(answer.cells);
    document.getElementById("record-told").replaceChildren(...answer.told.map(toldItem));
    status.textContent = Object.values(answer.cells).slice(0, 2).join(" · ");
  }

  function showCells(cells) {
    const list = document.getElementById("cells");
    list.replaceChildren();
    for (const [heading, text] of Object.entries(cells)) {
      const term = list.appendChild(document.createElement("dt"));
      term.textContent = heading;
      const value = list.appendChild(document.createElement("dd"));
      value.textContent = text;
      value.dir = "auto";
    }
  }

  document.getElementById("previous").addEventListener("click", () => turn(-1));
  document.getElementById("next").addEventListener("click", () => turn(1));
  row.addEventListener("change", () => turn(0));
  turn(0);
}
