// The keys of the call screen: each [data-answer-key] is ticked by its key, n goes to the buttons for whoever isn't reached. They act
// also while a radio button has the focus, and not while something is typed or the keys are switched off (app.js). All of it works without.
"use strict";

(() => {
  const form = document.querySelector("[data-answers]");
  if (!form) return;
  const TYPED = "input:not([type=radio]), textarea, select, dialog, [contenteditable]";
  // So long a g of app.js waits for its second letter.
  const GO_WAITS = 1500;
  let goesUntil = 0;

  function tick(radio) {
    radio.checked = true;
    for (const name of ["input", "change"]) radio.dispatchEvent(new Event(name, { bubbles: true }));
    radio.closest("li").scrollIntoView({ block: "nearest" });
  }

  // Whoever ticks by keys alone has the focus nowhere in the form, and sends it all the same.
  document.addEventListener("keydown", (event) => {
    const isInside = form.contains(event.target) || event.target.closest("dialog, form");
    if (event.key === "Enter" && event.ctrlKey && !isInside) form.requestSubmit();
  });

  document.addEventListener("keydown", (event) => {
    const areOff = !document.documentElement.classList.contains("has-keys");
    if (areOff || event.target.closest(TYPED) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const isPlace = performance.now() < goesUntil;
    goesUntil = event.key === "g" ? performance.now() + GO_WAITS : 0;
    if (isPlace || event.key.length !== 1) return;
    const radio = form.querySelector(`[data-answer-key="${CSS.escape(event.key)}"]`);
    const unreached = event.key === "n" && document.querySelector("[data-unreached]");
    if (!radio && !unreached) return;
    event.preventDefault();
    event.stopPropagation();
    if (radio) tick(radio);
    else unreached.focus();
  }, true);
})();
