// Where a contact is used takes a moment to find, so it is put into the page when it is there; the link stays otherwise.
"use strict";

async function putUses() {
  const place = document.getElementById("uses");
  try {
    const response = await fetch(place.dataset.uses);
    const other = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("uses");
    if (response.ok && other) { place.replaceWith(document.adoptNode(other)); }
  } catch { /* the link leads there */ }
}

putUses();
