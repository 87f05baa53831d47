/* Comfort only: every page works without this file. */
"use strict";

/* A button that prints the page; without scripts the browser's own menu does it. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* One more row of a formset, copied from the last one with its numbers raised. */
for (const button of document.querySelectorAll("[data-add-row]")) {
  button.addEventListener("click", (event) => {
    const rows = document.getElementById(button.dataset.addRow);
    const total = rows?.querySelector("input[name$='-TOTAL_FORMS']");
    const last = rows?.querySelector(".member:last-of-type");
    if (!total || !last) return;
    event.preventDefault();
    const next = Number(total.value);
    const row = last.cloneNode(true);
    for (const part of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, value.replace(`-${next - 1}-`, `-${next}-`));
      }
      if (part.matches("input:not([type=hidden], [type=checkbox], [type=radio]), textarea")) part.value = "";
      if (part.matches("select")) part.selectedIndex = 0;
      if (part.matches("[type=checkbox], [type=radio]")) part.checked = false;
    }
    for (const wrong of row.querySelectorAll(".wrong")) wrong.remove();
    const legend = row.querySelector("legend");
    if (legend) legend.textContent = legend.textContent.replace(/\d+/, String(next + 1));
    last.after(row);
    total.value = String(next + 1);
    row.querySelector("input, select")?.focus();
  });
}

/* The reasons of a refusal are read out and brought into view. */
document.getElementById("reasons")?.focus();
