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
  const title = document.getElementById("id_title");
  addEventListener("load", () => title?.value === "" && document.activeElement === document.body && title.focus());
}

// Sent while the draft is being saved for the first time, a page would be there twice: the form waits for its address.
function waitForSaving(form) {
  let saving = false;
  let submitter = null;
  const saved = () => {
    saving = false;
    if (submitter === null) return;
    const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value || "1" });
    if (submitter.name) form.append(pressed); // by now the button may be disabled, and would not be sent
    submitter = null;
    form.requestSubmit();
  };
  form.addEventListener("w-autosave:save", () => { saving = true; });
  form.addEventListener("w-autosave:success", saved);
  form.addEventListener("w-autosave:error", saved);
  form.addEventListener("submit", (event) => {
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    submitter = event.submitter ?? {};
  }, { capture: true });
}

document.querySelectorAll("[data-edit-form]").forEach(waitForSaving);
