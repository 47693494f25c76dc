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

// What a button does is sent once, by itself: no draft is saved beside it, and none carries the button along. A draft
// that waits for its moment is not saved (what was typed goes with the button); one on its way is waited for, so that a
// page that is saved for the first time is not there twice. See docs/decisions/0020.
const ACTION = /^(workflow-)?action-/;

function sendOnce(form) {
  const interval = Number(form.getAttribute("data-w-autosave-interval-value"));
  const autosave = () => window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-autosave");
  let saving = null; // since when a draft waits for its moment, or is on its way
  let pressed = null; // the button that waits for it
  let sent = false;

  const waits = () => saving !== null && Date.now() - saving < interval - 100 && autosave()?.submit?.cancel;
  const goOn = () => {
    saving = null;
    if (pressed === null) return;
    const { name, value } = pressed;
    pressed = null;
    // By now the button may be disabled, and would not be sent.
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: value || "1" }));
    form.requestSubmit();
  };
  form.addEventListener("w-autosave:save", (event) => {
    if (sent || pressed) {
      event.preventDefault();
      return;
    }
    for (const name of [...event.detail.formData.keys()]) if (ACTION.test(name)) event.detail.formData.delete(name);
    saving = Date.now();
  });
  form.addEventListener("w-autosave:success", ({ detail: { data } }) => {
    for (const name of ["revision_id", "revision_created_at"]) { // what one has seen is now one's own
      const seen = form.elements.namedItem(`loaded_${name}`);
      if (seen && data?.[name]) seen.value = data[name];
    }
    goOn();
  });
  form.addEventListener("w-autosave:error", goOn);
  form.addEventListener("submit", (event) => {
    if (waits()) {
      autosave().submit.cancel();
      saving = null;
    }
    if (saving === null) {
      sent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = event.submitter ?? {};
  }, { capture: true });
  form.submit = () => form.requestSubmit(); // comment windows send it by script, which no listener would hear of
  addEventListener("pageshow", ({ persisted }) => { // back from where a button led
    if (!persisted) return;
    sent = false;
    form.querySelectorAll("[name^='action-workflow'][type=hidden], [name^='workflow-action'][type=hidden]").forEach((one) => one.remove());
    if (autosave()) autosave().submitPromise = null;
  });
}

document.querySelectorAll("[data-edit-form]").forEach(sendOnce);

// The editor takes no tables: of one that is pasted, each row becomes a line, and its cells stay apart: by a dot, because
// "2024 120" would be one number. So do the paragraphs and lines within a cell.
function asLines(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll(":is(td, th) :is(p, div, br, li, h1, h2, h3, h4, h5, h6)").forEach((one) => one.before(" "));
  for (const table of [...page.querySelectorAll("table")].reverse()) {
    const lines = [...table.rows].map((row) => {
      const line = page.createElement("p");
      line.textContent = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).filter(Boolean).join(" · ");
      return line;
    });
    table.replaceWith(...lines.filter((line) => line.textContent));
  }
  return page.body.innerHTML;
}

document.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!/<table/i.test(html) || !event.target.closest?.(".Draftail-Editor")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", asLines(html));
  clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
  event.target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}, { capture: true });

// A locked page: a disabled fieldset stops every control but rich text, which is no control.
for (const locked of document.querySelectorAll("fieldset.read-only")) {
  for (const change of ["beforeinput", "keydown", "paste", "drop", "cut"]) {
    locked.addEventListener(change, (event) => {
      if (event.target.isContentEditable && event.key !== "Tab") {
        event.preventDefault();
        event.stopPropagation();
      }
    }, true);
  }
}
