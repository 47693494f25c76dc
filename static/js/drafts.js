// Writing is never lost: what somebody types into a form is kept in this browser until the server has it. Works by itself
// for every form that is posted, of the site and of the editors' interface; without script nothing fails.
// See docs/decisions/0021. The words are in templates/components/_drafts.html.
//
// <form data-keep="no">        is not kept. Nor are passwords, codes, files, and the pages where one signs in
// <form data-forget-all>       signs out: nothing stays behind on a shared computer

const PREFIX = "portolan:draft:";
const DAYS = 7;
const OWN = /^(csrfmiddlewaretoken|_draft|seen|seen_version|next|loaded_revision_\w+|overwrite_revision_id|(workflow-)?action-.*)$/;
const LANGUAGE = /^\/(en|fr|es|ar)(?=\/)/;
const words = document.getElementById("draft-words");
const person = words?.dataset.person || "-";
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("portolan:drafts") : null;

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

// --- what is kept, and under what -----------------------------------------------------------------------------------
const read = (key) => {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
};
const keys = () => Object.keys(store ?? {}).filter((key) => key.startsWith(PREFIX));
const forgetAll = () => keys().forEach((key) => store.removeItem(key));

/** A short number for an address: addresses of letters hold keys, which must not lie about on a shared computer. */
function digest(text) {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (const sign of text) {
    one = Math.imul(one ^ sign.codePointAt(0), 2654435761);
    two = Math.imul(two ^ sign.codePointAt(0), 1597334677);
  }
  return (one >>> 0).toString(36) + (two >>> 0).toString(36);
}

function isKept(form) {
  if (!store || !words || form.getAttribute("method")?.toLowerCase() !== "post" || form.dataset.keep === "no") return false;
  if (location.pathname.startsWith("/accounts/")) return false;
  if (form.querySelector('[type="password"], [autocomplete="one-time-code"]')) return false;
  return form.querySelector('textarea, [type="text"], [type="email"], [type="url"], [type="number"], [type="date"], [type="search"]') !== null;
}

/** The same form, of the same thing, in whatever language: its address, and which of the page's forms it is. */
function keyOf(form) {
  const url = new URL(form.getAttribute("action") || location.href, location.href);
  for (const name of ["saved", "done", "next", "language"]) url.searchParams.delete(name);
  const alike = [...document.querySelectorAll("form")].filter((one) => one.method === "post");
  const which = form.id || alike.indexOf(form);
  return `${PREFIX}${person}:${digest(`${url.pathname.replace(LANGUAGE, "")}${url.search} ${which}`)}`;
}

/** What would be sent, but for files, secrets and what is the form's own. */
function typed(form, data = new FormData(form)) {
  const trap = (name) => form.querySelector(`[name="${CSS.escape(name)}"][tabindex="-1"]`);
  return [...data].filter(([name, value]) => typeof value === "string" && !OWN.test(name) && !trap(name));
}

const atFirst = new WeakMap(); // what stood in a form before anybody typed
const since = (form) => atFirst.get(form) ?? atFirst.set(form, JSON.stringify(typed(form))).get(form);
const isTyped = (form) => atFirst.has(form) && JSON.stringify(typed(form)) !== atFirst.get(form);

function keep(form) {
  if (!form.isConnected || !isTyped(form)) return;
  const key = keyOf(form);
  const id = form.dataset.draftId || (form.dataset.draftId = Math.random().toString(36).slice(2, 12).padEnd(8, "0"));
  try {
    store.setItem(key, JSON.stringify({ id, on: new Date().toISOString(), typed: typed(form) }));
    say(form, navigator.onLine ? "kept" : "offline");
  } catch {
    // Full: what is typed stays in the form.
  }
}

function forget(form) {
  store.removeItem(keyOf(form));
  atFirst.set(form, JSON.stringify(typed(form)));
  tabs?.postMessage({ saved: keyOf(form) });
}

// --- what is said ---------------------------------------------------------------------------------------------------
/** A line at the end of the form, read aloud; the editors' interface says by itself that it saves, and offers nothing
 * back in a window that is opened later. */
function say(form, name) {
  if (name === "kept" && form.matches("[data-edit-form], .modal form")) return;
  let line = form.querySelector(":scope > .draft-said");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "draft-said small soft" });
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.textContent = words.dataset[name];
}

/** Above the form, until it is over: signed out, no network, a newer version. */
function warn(form, name) {
  calm(form);
  const notice = words.content.querySelector("[data-draft-notice]").cloneNode(true);
  notice.querySelector("p").textContent = words.dataset[name];
  if (name !== "signedOut") notice.querySelector("a").remove();
  notice.dataset.draftNotice = name;
  form.before(notice);
  notice.scrollIntoView({ block: "nearest" });
}

const noticeOf = (form) => (form.previousElementSibling?.matches?.("[data-draft-notice]") ? form.previousElementSibling : null);
const calm = (form) => noticeOf(form)?.remove();

// --- offered back ---------------------------------------------------------------------------------------------------
function putBack(form, kept) {
  if (form.matches("[data-edit-form][data-controller~='w-autosave']")) return sendBack(form, kept);
  const values = new Map();
  for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || OWN.test(field.name) || ["file", "submit", "button"].includes(field.type)) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = (values.get(field.name) ?? []).includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = (values.get(field.name) ?? []).includes(option.value);
    else if (values.has(field.name) && field.type !== "hidden") field.value = values.get(field.name).shift() ?? field.value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  say(form, "restored");
  form.querySelector("textarea, input:not([type=hidden])")?.focus();
  return null;
}

/** Parts of the editor are drawn by scripts, which read no fields: what was kept is saved as a draft, and opened. */
function sendBack(form, kept) {
  const sender = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
  const own = typed(form).length && [...new FormData(form)].filter(([name]) => /^(csrfmiddlewaretoken|loaded_revision_\w+)$/.test(name));
  for (const [name, value] of [...kept, ...own, ["_draft", read(keyOf(form))?.id ?? ""]]) {
    sender.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  sender.dataset.keep = "no";
  form.after(sender);
  form.dataset.wUnsavedConfirmationValue = "false";
  sender.submit();
}

function offer(form) {
  const key = keyOf(form);
  const kept = read(key);
  if (kept?.id) form.dataset.draftId = kept.id;
  if (!kept?.typed || JSON.stringify(kept.typed) === since(form)) return;
  if (form.querySelector(".bad, .doubts, [aria-invalid=true], .w-field--error")) return; // it stands in the form already
  const box = words.content.querySelector("[data-draft-offer]").cloneNode(true);
  const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // day first, as everywhere here
  box.querySelector("[data-draft-when]").textContent = new Date(kept.on).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  box.querySelector("[data-draft-restore]").addEventListener("click", () => {
    box.remove();
    putBack(form, kept.typed);
  });
  box.querySelector("[data-draft-forget]").addEventListener("click", () => {
    store.removeItem(key);
    box.remove();
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  });
  form.before(box);
}

// --- before it is sent: is somebody there to take it? -----------------------------------------------------------------
let session = { at: 0, csrf: "" };

/** "", or why it cannot be sent now. Who signed in again in another tab has other keys: the forms get them. */
async function whyNot() {
  try {
    const answer = await fetch(words.dataset.session, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(6000) });
    if (!answer.ok) return ""; // the form itself will tell
    const { person: now, csrf } = await answer.json();
    if (person !== "-" && !now) return "signedOut";
    if (person !== "-" && String(now) !== person) return "otherPerson";
    session = { at: Date.now(), csrf };
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = csrf; });
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = csrf;
    return "";
  } catch (problem) {
    return problem.name === "TimeoutError" ? "" : "offline";
  }
}

const sure = new WeakSet(); // forms that have been asked about, and may go
const asking = new WeakSet();
const sentAt = new WeakMap(); // a second click on what is under way would be another form: it has another key
const isUnderWay = (form) => asking.has(form) || Date.now() - (sentAt.get(form) ?? 0) < 30_000;

async function send(form, submitter) {
  asking.add(form);
  const reason = await whyNot();
  asking.delete(form);
  if (reason) {
    keep(form);
    warn(form, reason);
    submitter?.removeAttribute("disabled");
    return;
  }
  calm(form);
  sure.add(form);
  let pressed = null;
  if (submitter?.name) { // by now it may be disabled, and would not be sent
    pressed = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(pressed);
  }
  const address = form.getAttribute("action");
  if (submitter?.hasAttribute("formaction")) form.action = submitter.formAction;
  form.requestSubmit();
  if (!pressed) return;
  setTimeout(() => { // the browser has taken what it sends; a form that stays (a window's) forgets the button
    pressed.remove();
    if (address === null) form.removeAttribute("action");
    else form.setAttribute("action", address);
  }, 0);
}

if (words && store) {
  const saved = document.cookie.match(/(?:^|; )saved_draft=([a-z0-9]+)/)?.[1];
  if (saved) document.cookie = "saved_draft=; Max-Age=0; Path=/; SameSite=Lax";
  for (const key of keys()) {
    const kept = read(key);
    const owner = key.slice(PREFIX.length).split(":")[0];
    const isOld = !kept?.on || Date.now() - new Date(kept.on) > DAYS * 24 * 3600 * 1000;
    const isOthers = person !== "-" && owner !== "-" && owner !== person; // a shared computer keeps nobody's words for the next
    if (isOld || isOthers || (saved && kept.id === saved)) {
      store.removeItem(key);
      if (saved && kept?.id === saved) tabs?.postMessage({ saved: key });
    }
  }
  for (const form of document.querySelectorAll("form")) if (isKept(form)) offer(form);

  let waiting = 0;
  const soon = (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (!form || !isKept(form)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 400);
  };
  document.addEventListener("focusin", ({ target }) => {
    const form = target.form ?? target.closest("form");
    if (form && isKept(form)) since(form);
  });
  for (const name of ["input", "change", "w-unsaved:add"]) document.addEventListener(name, soon);
  const keepAll = () => [...document.forms].filter((form) => isKept(form) && isTyped(form)).forEach(keep);
  addEventListener("pagehide", keepAll);
  addEventListener("pageshow", () => [...document.forms].forEach((form) => sentAt.delete(form)));
  addEventListener("offline", keepAll);
  addEventListener("online", () => [...document.forms].forEach((form) => noticeOf(form)?.dataset.draftNotice === "offline" && calm(form)));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-forget-all]")) forgetAll();
    if (!isKept(form)) return;
    if (sure.delete(form)) {
      sentAt.set(form, Date.now());
      since(form);
      keep(form);
      if (form.dataset.draftId) {
        form.querySelector(":scope > [name=_draft]")?.remove();
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_draft", value: form.dataset.draftId }));
      }
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isUnderWay(form)) send(form, event.submitter);
  }, { capture: true });

  // --- the editor that saves by itself ---
  const sentDrafts = new WeakMap();
  const saveAgain = (form) => form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
  document.addEventListener("w-autosave:save", ({ target, detail }) => sentDrafts.set(target, JSON.stringify(typed(target, detail.formData))));
  document.addEventListener("w-autosave:success", ({ target: form }) => {
    if (!isKept(form)) return;
    calm(form);
    if (JSON.stringify(typed(form)) === sentDrafts.get(form)) return forget(form);
    keep(form); // typed while the draft was on its way: the interface takes it for saved
    setTimeout(saveAgain, 600, form);
  });
  document.addEventListener("w-autosave:error", async (event) => {
    const { target: form, detail } = event;
    if (detail.type === "invalid_revision") return; // the interface itself tells of a newer version
    keep(form);
    const isOver = ["signed_out", "form_too_old"].includes(detail.response?.error_code);
    if (isOver) detail.text = words.dataset[detail.response.error_code === "signed_out" ? "signedOut" : "again"];
    const reason = isOver ? await whyNot() : (detail.type === "network_error" ? "offline" : "");
    if (reason) warn(form, reason);
  }, { capture: true });

  // --- other tabs ---
  tabs?.addEventListener("message", ({ data }) => {
    for (const form of document.forms) if (isKept(form) && keyOf(form) === data.saved) warn(form, "newer");
  });
  addEventListener("focus", async () => {
    const over = [...document.forms].filter((form) => ["signedOut", "otherPerson", "offline"].includes(noticeOf(form)?.dataset.draftNotice));
    if (!over.length || (await whyNot())) return;
    for (const form of over) {
      calm(form);
      say(form, "again");
      saveAgain(form);
    }
  });
} else {
  document.addEventListener("submit", ({ target }) => target.matches("[data-forget-all]") && forgetAll());
}
