// A field of search over a long list of boxes: whatever has not all the words is hidden, unless it is ticked.
// The field has no name, so it is never sent; Enter in it does not send the form.

const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase();

function filter(lines, query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  for (const line of lines) {
    const text = plain(line.textContent);
    line.hidden = !line.querySelector("input").checked && !words.every((word) => text.includes(word));
  }
}

function addSearch(list) {
  const lines = [...list.querySelectorAll("label")].map((label) => label.closest("li, div:not([id])") ?? label);
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  field.dir = "auto";
  field.setAttribute("aria-label", list.dataset.searchLabel);
  field.placeholder = list.dataset.searchLabel;
  field.addEventListener("input", (event) => {
    event.stopPropagation(); // it is no change of the page
    filter(lines, field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.prepend(field);
}

for (const list of document.querySelectorAll("[data-searchable-ticks]")) addSearch(list);
