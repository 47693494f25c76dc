// Marks in a list of contents (or in tabs that are anchors) the part that the reader is in. Without it the list is a
// list of plain links.

for (const contents of document.querySelectorAll("[data-contents]")) {
  const links = new Map([...contents.querySelectorAll('a[href^="#"]')].map((link) => [link.hash.slice(1), link]));
  const parts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  const mark = () => {
    // The part whose start was last passed by the upper third of the window; at the very end, the last one.
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
    const here = atEnd ? parts.at(-1) : (passed.at(-1) ?? parts[0]);
    for (const [id, link] of links) {
      if (id === here?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  let waiting = false;
  const markSoon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", markSoon, { passive: true });
  addEventListener("resize", markSoon, { passive: true });
  mark();
}
