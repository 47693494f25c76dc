// A list answers its filters without a new page. Everything works without this: the form is a plain GET form, the words
// of the filters and the chips are plain links. Here the same address is fetched and only its [data-live] parts are
// renewed. What somebody has under the pointer or the keyboard stays where it is, and keeps the focus.
//
// <form data-filters id="filters">           the question; fields elsewhere join it with form="filters"
// <... data-live id="...">                    inside the form: brought up to date, element by element; elsewhere: refilled
//                                             from the element with the same id of the answer
// <... data-live id="count" role="status">    is read aloud, as it is refilled and not replaced
//
// On a phone the form is a sheet, open while it is the address's target (#filters). Whatever is ticked in it is one step of
// the history: going back leads to the list as it was before the sheet was opened.

const form = document.querySelector("form[data-filters]");
const phone = matchMedia("(max-width: 63.99rem)"); // as in components.css
let shown = new URL(location.href); // the question that the page answers
let asked = shown; // the newest question; its answer may be underway
let underway = null;

const liveParts = () => [...document.querySelectorAll("[data-live][id]")];
const isSheetOpen = () => phone.matches && form.matches(":target");

// --- the question -------------------------------------------------------------------------------------------------
/** The address that the form asks for, without empty fields. */
function questionOfForm() {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  const url = new URL(form.action, location.href);
  url.search = new URLSearchParams(fields).toString();
  return url;
}

/** A link's question. While an answer is underway, what the link changes of the page is done to what was asked last:
    of two quick clicks neither is lost. */
function questionOfLink(link) {
  const url = new URL(link.getAttribute("href"), location.href); // links of the chart have no href as text
  if (asked.search === shown.search) return url;
  const has = (question, [name, value]) => question.searchParams.getAll(name).includes(value);
  const kept = [...asked.searchParams].filter((pair) => has(url, pair) || !has(shown, pair));
  const added = [...url.searchParams].filter((pair) => !has(shown, pair) && !has(asked, pair));
  url.search = new URLSearchParams([...kept, ...added]).toString();
  return url;
}

/** Ticks the boxes of a question and writes its words, before its answer is there. What becomes ticked is folded open. */
function fillForm(url) {
  for (const field of form.elements) {
    const values = url.searchParams.getAll(field.name);
    if (field.type === "search") field.value = values[0] ?? "";
    if (field.type !== "checkbox") continue;
    const isNew = values.includes(field.value) && !field.checked;
    field.checked = values.includes(field.value);
    for (let fold = isNew && field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
}

// --- the answer ---------------------------------------------------------------------------------------------------
/** `open` is the visitor's; and a filter that somebody has before them is not hidden, lest what is below it jumps. */
function copyAttributes(ours, theirs) {
  for (const { name } of [...ours.attributes]) if (name !== "open" && !theirs.hasAttribute(name)) ours.removeAttribute(name);
  for (const { name, value } of theirs.attributes) if (name !== "open" && name !== "hidden") ours.setAttribute(name, value);
}

/** Makes `part` say what `fresh` says, with its own elements wherever both have the same. */
function update(part, fresh) {
  const before = [...part.childNodes];
  const named = new Map(before.filter((node) => node.id).map((node) => [node.id, node]));
  const after = [...fresh.childNodes].map((theirs, place) => {
    const ours = theirs.id ? named.get(theirs.id) : before[place];
    if (ours?.nodeName !== theirs.nodeName || (ours.id ?? "") !== (theirs.id ?? "")) return theirs;
    if (ours.isEqualNode(theirs)) return ours;
    if (ours.nodeType !== Node.ELEMENT_NODE) ours.data = theirs.data;
    else {
      copyAttributes(ours, theirs);
      update(ours, theirs);
    }
    return ours;
  });
  const isSame = before.length === after.length && after.every((node, place) => node === before[place]);
  if (!isSame) part.replaceChildren(...after);
}

function showAnswer(answer) {
  for (const part of liveParts()) {
    const fresh = answer.getElementById(part.id);
    if (!fresh) continue;
    if (part.closest("form") !== form) part.replaceChildren(...fresh.childNodes);
    else update(part, fresh);
  }
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = box.defaultChecked;
  document.title = answer.title;
}

/** What has the focus keeps it, at the same height. When it is gone (a removed chip) the focus goes to what it stood in. */
function keepFocus(renew) {
  const held = document.activeElement;
  const facet = held.closest(".facet > *")?.parentElement.id;
  const height = held.getBoundingClientRect().top;
  renew();
  if (document.activeElement === held) {
    const moved = held === document.body ? 0 : held.getBoundingClientRect().top - height;
    if (form.contains(held) && moved) (isSheetOpen() ? form : window).scrollBy({ top: moved, behavior: "instant" });
    return;
  }
  const again = (held.isConnected && !held.disabled && held) || (held.id && document.getElementById(held.id));
  const around = (facet && document.querySelector(`#${CSS.escape(facet)} > summary`)) || restingPlace();
  (again || around).focus({ preventScroll: true });
}

const restingPlace = () => document.getElementById(isSheetOpen() ? "filters-title" : "results");

async function show(url, { remember = true } = {}) {
  underway?.abort();
  const { signal } = (underway = new AbortController());
  const inSheet = isSheetOpen();
  asked = url;
  const parts = liveParts().filter((part) => part.getAttribute("role") !== "status");
  for (const part of parts) part.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal, headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.statusText);
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (signal.aborted) return;
    keepFocus(() => showAnswer(answer));
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(url); // let the browser say what is wrong
    return;
  }
  for (const part of parts) part.removeAttribute("aria-busy");
  const isNewPage = url.searchParams.get("page") !== shown.searchParams.get("page");
  shown = url;
  if (remember && inSheet) history.replaceState(null, "", url);
  else if (remember && url.search !== location.search) history.pushState(null, "", url);
  if (remember && isNewPage && !form.contains(document.activeElement)) document.getElementById("results").scrollIntoView();
}

// --- the sheet ----------------------------------------------------------------------------------------------------
/** Everything in the page but the form and what it stands in. */
function besidesForm() {
  const around = [];
  for (let node = form; node !== document.body; node = node.parentElement) around.push(node);
  return around.flatMap((node) => [...node.parentElement.children].filter((other) => other !== node));
}

/** While the sheet is open, it has the focus and nothing else can. */
function watchSheet() {
  const isOpen = isSheetOpen();
  for (const other of besidesForm()) other.inert = isOpen;
  if (isOpen && !form.contains(document.activeElement)) document.getElementById("filters-title").focus();
}

function closeSheet(then) {
  location.replace("#results");
  watchSheet();
  document.getElementById(then)?.focus({ preventScroll: true });
}

// --- what is listened to ------------------------------------------------------------------------------------------
/** A plain click on a link to this list with another question, within a live part. */
function isQuestion(link, event) {
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const url = new URL(link.getAttribute("href"), location.href);
  return url.origin === location.origin && url.pathname === location.pathname && !url.hash;
}

if (form) {
  document.addEventListener("change", ({ target }) => {
    if (target.form === form && target.type !== "search") show(questionOfForm());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const url = questionOfForm();
    if (url.search !== asked.search) show(url);
    if (isSheetOpen()) closeSheet("results");
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-live] a[href]");
    if (isSheetOpen() && event.target.closest(".sheet-head a")) {
      event.preventDefault();
      closeSheet("open-filters");
    } else if (isQuestion(link, event)) {
      event.preventDefault();
      const url = questionOfLink(link);
      fillForm(url);
      show(url);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isSheetOpen()) closeSheet("open-filters");
  });
  addEventListener("hashchange", watchSheet);
  phone.addEventListener("change", watchSheet);
  addEventListener("popstate", () => {
    setTimeout(watchSheet); // the target is another one only after this event
    const url = new URL(location.href);
    if (url.search === shown.search && url.search === asked.search) return;
    fillForm(url);
    show(url, { remember: false });
  });
  watchSheet();
}
