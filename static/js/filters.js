// A list answers its filters without a new page. Everything works without this: the form is a plain GET form, the words
// of the filters and the chips are plain links. Here the same address is fetched and only its [data-live] parts are
// replaced, so that focus, scroll and open filters stay where they are.
//
// <form data-filters id="filters">     the question; fields elsewhere join it with form="filters"
// <... id="results" data-live>         replaced by the element with the same id of the answer
// <... id="count" role="status">       inside a live part or not: its new words are read aloud

const form = document.querySelector("form[data-filters]");
let shown = location.search;
let underway = null;

const liveParts = () => [...document.querySelectorAll("[data-live][id]")];

/** The address that the form asks for, without empty fields. */
function question() {
  const asked = [...new FormData(form)].filter(([, value]) => value !== "");
  const url = new URL(form.action, location.href);
  url.search = new URLSearchParams(asked).toString();
  return url;
}

/** Puts the answer's parts in place of ours; filters that were folded open or shut stay so. */
function replaceParts(answer) {
  for (const part of liveParts()) {
    const fresh = answer.getElementById(part.id);
    if (!fresh) continue;
    const folds = new Map([...part.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
    part.replaceChildren(...fresh.childNodes);
    for (const [id, open] of folds) {
      const fold = part.querySelector(`#${CSS.escape(id)}`);
      if (fold) fold.open = open;
    }
  }
  document.title = answer.title;
}

/** Focus goes back to the same field, or to the results when what had it is gone (a removed chip). */
function restoreFocus(id) {
  if (document.activeElement !== document.body) return;
  const target = document.getElementById(id) ?? document.getElementById("results");
  target?.focus({ preventScroll: true });
}

async function show(url, { remember = true } = {}) {
  underway?.abort();
  underway = new AbortController();
  const focused = document.activeElement?.id;
  for (const part of liveParts()) part.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal: underway.signal, headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.statusText);
    replaceParts(new DOMParser().parseFromString(await response.text(), "text/html"));
    shown = url.search;
    if (remember) history.pushState(null, "", url);
    restoreFocus(focused);
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(url); // let the browser say what is wrong
    return;
  }
  for (const part of liveParts()) part.removeAttribute("aria-busy");
}

/** A plain click on a link to this list with another question, within a live part. */
function questionOf(event) {
  const link = event.target.closest("[data-live] a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const url = new URL(link.getAttribute("href"), location.href); // links of the chart have no href as text
  return url.origin === location.origin && url.pathname === location.pathname && !url.hash ? url : null;
}

if (form) {
  document.addEventListener("change", ({ target }) => {
    if (target.form === form && target.type !== "search") show(question());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sheetWasOpen = location.hash === "#filters" || form.matches(":target");
    show(question()).then(() => sheetWasOpen && location.replace("#results"));
  });
  document.addEventListener("click", (event) => {
    const url = questionOf(event);
    if (!url) return;
    event.preventDefault();
    show(url);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form.matches(":target")) location.hash = "results";
  });
  addEventListener("popstate", () => {
    if (location.search !== shown) show(new URL(location.href), { remember: false });
  });
}
