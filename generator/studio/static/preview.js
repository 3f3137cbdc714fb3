// Draws a preview: each face as an SVG with its picture, its guides, and a number where a finding stands; and tells
// the findings.
"use strict";

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  parent.append(element);
  return element;
}

function frame(area, face) {
  return { x: area.left * face.width, y: area.top * face.height, width: area.width * face.width, height: area.height * face.height };
}

// What an SVG shows: the whole picture with its bleed, or what is left when it is cut.
function shownPart(face, guides) {
  const part = guides ? { x: 0, y: 0, width: face.width, height: face.height } : frame(face.trim, face);
  return part;
}

function drawFace(face, number, told, view, label) {
  const figure = document.createElement("figure");
  const part = shownPart(face, view.guides);
  const svg = drawn("svg", {
    viewBox: `${part.x} ${part.y} ${part.width} ${part.height}`,
    role: "img", "aria-label": label, class: "face",
  }, figure);
  svg.style.setProperty("--ratio", part.width / part.height);
  if (view.size === "true") {
    svg.setAttribute("width", `${part.width}pt`);
    svg.setAttribute("height", `${part.height}pt`);
  }
  drawn("image", { href: face.png, width: face.width, height: face.height, preserveAspectRatio: "none" }, svg);
  if (view.guides) {
    drawn("rect", { x: 0.4, y: 0.4, width: face.width - 0.8, height: face.height - 0.8, class: "guide bleed" }, svg);
    drawn("rect", { ...frame(face.trim, face), class: "guide trim" }, svg);
    face.safes.forEach((safe) => drawn("rect", { ...frame(safe, face), class: "guide safe" }, svg));
    face.folds.forEach((fold) => {
      const line = frame(fold, face);
      drawn("line", { x1: line.x, y1: line.y, x2: line.x + line.width, y2: line.y + line.height, class: "guide fold" }, svg);
    });
  }
  const unit = Math.max(4, Math.min(face.width, face.height) / 30);
  told.forEach((one) => one.spots.filter((spot) => spot.face === number).forEach((spot) => drawSpot(svg, one, frame(spot.area, face), part, unit)));
  const caption = document.createElement("figcaption");
  caption.textContent = face.label;
  figure.append(caption);
  return figure;
}

// A number stands behind its box, or above it where there is no room, and always within what is shown.
function drawSpot(svg, one, box, part, unit) {
  const group = drawn("g", { class: `spot ${one.severity}` }, svg);
  drawn("rect", { ...box, rx: unit / 4, class: "halo" }, group);
  drawn("rect", { ...box, rx: unit / 4, class: "box" }, group);
  const room = box.x + box.width + 2.2 * unit < part.x + part.width;
  const x = room ? box.x + box.width + 1.1 * unit : part.x + part.width - 1.1 * unit;
  const y = room ? box.y + box.height / 2 : Math.max(box.y - unit / 2, part.y + 1.1 * unit);
  drawn("circle", { cx: x, cy: y, r: unit }, group);
  const text = drawn("text", { x, y: y + unit * 0.42, "font-size": unit * 1.25, "text-anchor": "middle" }, group);
  text.textContent = one.number;
}

// A finding as an item of a list, out of the page's own template.
function toldItem(one) {
  const item = document.getElementById("finding").content.firstElementChild.cloneNode(true);
  item.classList.add(one.severity);
  item.querySelector(".number").textContent = one.number;
  item.querySelector(".kind").textContent = document.getElementById("kinds").dataset[one.severity];
  item.querySelector(".words").lang = one.lang;
  item.querySelector(".problem").textContent = one.problem;
  item.querySelector(".fix").textContent = one.fix;
  item.querySelector(".instead").textContent = one.instead;
  const original = item.querySelector("details");
  if (one.original && one.lang !== "en") {
    original.querySelector(".original").textContent = one.original;
  } else {
    original.remove();
  }
  return item;
}
