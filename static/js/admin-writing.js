// The editors' form while one writes: words are counted beside their limit, and the checklist says what is missing.

const words = (text) => text.split(/\s+/).filter(Boolean).length;
const characters = (text) => [...text].length;

function count(control) {
  const { wordsAtMost, charactersAtMost, counted } = control.dataset;
  const limit = Number(wordsAtMost || charactersAtMost);
  const written = (wordsAtMost ? words : characters)(control.value);
  const line = document.getElementById(`${control.id}-counted`);
  line.textContent = counted.replace("{written}", written).replace("{limit}", limit);
  line.classList.toggle("is-too-long", written > limit);
}

function showCount(control) {
  const line = document.createElement("p");
  line.id = `${control.id}-counted`;
  line.className = "counted";
  control.after(line);
  const described = [control.getAttribute("aria-describedby"), line.id].filter(Boolean);
  control.setAttribute("aria-describedby", described.join(" "));
  control.addEventListener("input", () => count(control));
  count(control);
}

function isWritten(form, name) {
  const controls = [...form.querySelectorAll(`[name="${name}"]`)];
  return controls.some((control) => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked;
    return control.value.trim() !== "" && !(name === "status" && control.value === "unknown");
  });
}

function check(list) {
  const form = list.closest("form");
  const parts = [...list.querySelectorAll("[data-part]")];
  for (const part of parts) part.classList.toggle("is-written", isWritten(form, part.dataset.part));
  const written = parts.filter((part) => part.classList.contains("is-written"));
  list.querySelector("[data-checklist-written]").textContent = written.length;
}

function goTo(event) {
  const link = event.target.closest("[data-part] a");
  const target = link && document.querySelector(link.hash);
  if (!target) return;
  event.preventDefault();
  target.dispatchEvent(new CustomEvent("w-focus:focus", { bubbles: true })); // Wagtail opens the tab it is in
  const control = target.matches("input, textarea, select") ? target : target.querySelector("input, textarea, select");
  control.scrollIntoView({ block: "center" });
  control.focus();
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-words-at-most], [data-characters-at-most]").forEach(showCount);
  for (const list of document.querySelectorAll("[data-checklist]")) {
    const form = list.closest("form");
    form.addEventListener("input", () => check(list));
    form.addEventListener("change", () => check(list));
    list.addEventListener("click", goTo);
    check(list);
  }
});

// A new page begins with its title: not thirty steps of the keyboard later.
if (/\/pages\/add\//.test(location.pathname)) {
  addEventListener("load", () => document.activeElement === document.body && document.getElementById("id_title")?.focus());
}
