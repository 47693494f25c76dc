// What hours of a session are in the reader's time zone, beside those of where it is held, where the two differ. Without it
// the page says the hours of where it is held, with their zone. The words are in templates/learning/_own_hours.html.
//
// <span hidden data-own-hours data-starts="2027-03-28T10:00:00+01:00" data-ends="…">   is filled and shown; the hours that
//                                                          stand in the attributes are those of where it is held

const words = document.getElementById("own-hours-words")?.dataset.words;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // day first, as everywhere here

/** Western digits and 24 hours, as the page writes them in every language. */
const written = (moment, parts) =>
  new Intl.DateTimeFormat(`${language}-u-nu-latn`, { timeZone: zone, ...parts }).format(moment);
const hour = (moment) => written(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** `2027-03-28 10:00`: Sweden writes as ISO 8601 does. */
const sortable = (moment) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(moment);
const there = (text) => text.slice(0, 16).replace("T", " ");

function show(place) {
  const texts = [place.dataset.starts, place.dataset.ends].filter(Boolean);
  const moments = texts.map((text) => new Date(text));
  if (texts.every((text, number) => sortable(moments[number]) === there(text))) return;
  const days = moments.map((moment) => written(moment, { day: "numeric", month: "long" }));
  const hours = moments.map(hour);
  const isAnotherDay = texts.some((text, number) => sortable(moments[number]).slice(0, 10) !== text.slice(0, 10));
  let told = hours.join("–");
  if (isAnotherDay && new Set(days).size === 1) told = `${days[0]} ${told}`;
  else if (isAnotherDay) told = hours.map((one, number) => `${days[number]} ${one}`).join(" – ");
  const name = `\u2066${zone}\u2069`; // a Latin name keeps its own direction among Arabic words
  place.textContent = words.replace("{hours}", () => told).replace("{zone}", () => name);
  place.hidden = false;
}

if (words && zone) for (const place of document.querySelectorAll("[data-own-hours]")) show(place);
