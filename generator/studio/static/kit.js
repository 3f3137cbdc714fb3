// A roster or a logo that was handed in can be taken out again.
"use strict";

const roster = document.getElementById("forget");

function offerForgetting(button, target) {
  const box = button.closest(".drop");
  box.addEventListener("taken", () => { button.hidden = false; });
  button.addEventListener("click", () => {
    target.value = "";
    box.querySelector("input[type=file]").value = "";
    box.querySelector("[role=status]").textContent = "";
    button.hidden = true;
    box.querySelector("input[type=file]").focus();
  });
}

if (roster) {
  offerForgetting(roster, document.getElementById("roster-id"));
}
for (const button of document.querySelectorAll("[data-forget]")) {
  offerForgetting(button, document.getElementById(button.dataset.forget));
}
