// Keeps in this browser what is typed into a form, so that a lost connection or a closed tab loses nothing. Everything
// works without this. Files are not kept: a browser gives no script a file back.
//
// <form data-keep="person:form">         its texts are kept under this key
// <... data-kept-offer hidden>           shown when something was kept: [data-kept-when], [data-kept-restore], [data-kept-forget]
// <... data-keep-said role="status">     says that it is kept, in the words of [data-kept-words="kept|offline|restored"]
// <... data-forget="person:form">        what was kept has been saved on the server
// <... data-forget-all>                  a form that signs out: nothing stays behind

const PREFIX = "portolan:draft:";
const TYPED = 'input:not([type="hidden"], [type="file"], [type="submit"]), textarea, select';

/** Where storage is shut off, nothing is kept and nothing fails. */
const store = (() => {
  try {
    localStorage.setItem(`${PREFIX}try`, "");
    localStorage.removeItem(`${PREFIX}try`);
    return localStorage;
  } catch {
    return null;
  }
})();

const kept = () => Object.keys(store ?? {}).filter((key) => key.startsWith(PREFIX));

/** Of everybody, or of everybody but `person`: a shared computer keeps nobody's words for the next. */
function forgetAll(person = null) {
  for (const key of kept()) if (person === null || !key.startsWith(`${PREFIX}${person}:`)) store.removeItem(key);
}

const fieldsOf = (form) => [...form.querySelectorAll(TYPED)].filter((field) => field.name);

/** What stands in the form: texts by name, and of boxes and choices those that are ticked. */
function typed(form) {
  const texts = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox" || field.type === "radio") {
      texts[field.name] ??= [];
      if (field.checked) texts[field.name].push(field.value);
    } else texts[field.name] = field.value;
  }
  return texts;
}

function putBack(form, texts) {
  for (const field of fieldsOf(form)) {
    const text = texts[field.name];
    if (text === undefined) continue;
    if (Array.isArray(text)) field.checked = text.includes(field.value);
    else field.value = text;
  }
}

function read(key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function keep(form) {
  const key = PREFIX + form.dataset.keep;
  const atFirst = JSON.stringify(typed(form));
  const offer = document.querySelector("[data-kept-offer]");
  const words = (name) => document.querySelector(`[data-kept-words="${name}"]`)?.textContent ?? "";
  const said = form.querySelector("[data-keep-said]");
  const say = (name) => said && (said.textContent = words(name));
  let waiting = 0;

  const write = () => {
    const texts = typed(form);
    if (JSON.stringify(texts) === atFirst) return;
    try {
      store.setItem(key, JSON.stringify({ on: new Date().toISOString(), texts }));
      say(navigator.onLine ? "kept" : "offline");
    } catch {
      // Full: what is typed stays in the form.
    }
  };
  const writeSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, 400);
  };

  const before = read(key);
  if (before && JSON.stringify(before.texts) !== atFirst && !form.querySelector(".bad, .doubts")) {
    const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // day first, as everywhere here
    const when = new Date(before.on);
    offer.querySelector("[data-kept-when]").textContent = when.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
    offer.hidden = false;
    offer.querySelector("[data-kept-restore]").addEventListener("click", () => {
      putBack(form, before.texts);
      offer.hidden = true;
      say("restored");
      form.querySelector(TYPED)?.focus();
    });
    offer.querySelector("[data-kept-forget]").addEventListener("click", () => {
      store.removeItem(key);
      offer.hidden = true;
      form.querySelector(TYPED)?.focus();
    });
  }
  form.addEventListener("input", writeSoon);
  form.addEventListener("change", writeSoon);
  form.addEventListener("submit", write);
  addEventListener("pagehide", write);
  addEventListener("offline", () => {
    write();
    say("offline");
  });
  addEventListener("online", () => said?.textContent && say("kept"));
}

if (store) {
  for (const place of document.querySelectorAll("[data-forget]")) store.removeItem(PREFIX + place.dataset.forget);
  for (const form of document.querySelectorAll("form[data-forget-all]")) form.addEventListener("submit", () => forgetAll());
  for (const form of document.querySelectorAll("form[data-keep]")) {
    forgetAll(form.dataset.keep.split(":")[0]);
    keep(form);
  }
}
