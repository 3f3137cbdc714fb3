// A PDF that was dropped is checked at once; one that was chosen waits for the button, which then has the focus.
"use strict";

const form = document.getElementById("check");
const box = form.querySelector(".drop");
const button = form.querySelector("button");
let dropped = false;

box.addEventListener("drop", () => { dropped = true; }, true);
box.querySelector("input").addEventListener("change", () => { dropped = false; }, true);
box.addEventListener("taken", () => (dropped ? form.requestSubmit() : button.focus()));
