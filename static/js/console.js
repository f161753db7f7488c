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
