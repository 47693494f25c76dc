// A report that is being made: the page asks by itself how far it is, until it is done. Without a script there is a link.
//
// <section id="making">          gone from the answer when the report is done
// <progress>, <... role="status"> renewed; the new words are read aloud
// <a data-look>                  does by hand what this does: not needed any more

const EVERY = 3000; // milliseconds
const making = document.getElementById("making");

function renew(fresh) {
  making.querySelector("progress").value = fresh.querySelector("progress").value;
  const [said, says] = [making, fresh].map((part) => part.querySelector("[role=status]"));
  if (said.textContent !== says.textContent) said.textContent = says.textContent;
}

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("making");
    if (!fresh) return location.reload();
    renew(fresh);
  }
  return setTimeout(look, EVERY);
}

making.querySelector("[data-look]").hidden = true;
setTimeout(look, EVERY);
