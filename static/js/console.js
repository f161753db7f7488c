// htmx would put a style element into the page, which the browser policy refuses.
htmx.config.includeIndicatorStyles = false;

// The lists that search while one types replace a labelled field, but don't take its label over.
window.addEventListener("load", () => {
  document.querySelectorAll("select.admin-autocomplete").forEach((field) => {
    const name = field.labels.length ? field.labels[0].textContent.replace("*", "").trim() : "";
    const shown = field.parentElement.querySelectorAll(".select2-selection, .select2-selection__rendered");
    shown.forEach((part) => part.setAttribute("aria-label", name));
  });
});

// "/" and Ctrl-K lead to the search, on the page where there is one, otherwise in the menu.
window.addEventListener("keydown", (event) => {
  const field = event.target.closest ? event.target.closest("input, textarea, select, [contenteditable]") : null;
  const slash = event.key === "/" && !field && !event.ctrlKey && !event.metaKey && !event.altKey;
  const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  const boxes = [...document.querySelectorAll("[data-find]")].filter((box) => box.offsetParent !== null);
  if ((slash || letter) && boxes.length) {
    event.preventDefault();
    boxes[boxes.length - 1].focus();
    boxes[boxes.length - 1].select();
  }
});
