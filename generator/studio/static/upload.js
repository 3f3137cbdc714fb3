// Files that are dropped or chosen: sent as they are, and the id that comes back is kept in a hidden field.
// <div class="drop" data-upload="/en/upload/pictures" data-into="FIELD-ID" data-sending="…" data-failed="…">
//   <input type="file"> <p role="status"></p> </div>; a “taken” event tells {id, name}.
"use strict";

function takeUploads(box) {
  const input = box.querySelector("input[type=file]");
  const status = box.querySelector("[role=status]");
  const target = document.getElementById(box.dataset.into);

  async function send(file) {
    status.textContent = box.dataset.sending.replace("{name}", file.name);
    let answer;
    try {
      const response = await fetch(`${box.dataset.upload}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
      answer = await response.json();
    } catch {
      answer = { problem: box.dataset.failed };
    }
    box.classList.toggle("wrong", Boolean(answer.problem));
    status.textContent = answer.problem || box.dataset.taken.replace("{name}", answer.name);
    if (!answer.problem) {
      target.value = answer.id;
      box.dispatchEvent(new CustomEvent("taken", { bubbles: true, detail: answer }));
    }
  }

  input.addEventListener("change", () => input.files.length && send(input.files[0]));
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.remove("over"); });
  }
  box.addEventListener("drop", (event) => event.dataTransfer.files.length && send(event.dataTransfer.files[0]));
}

document.querySelectorAll("[data-upload]").forEach(takeUploads);
