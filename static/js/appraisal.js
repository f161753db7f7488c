// The score sheet by keys: inside a <form data-marks>, 1 to 5 answers the question that has the focus and goes to the next one.
// Without this script the arrow keys and the tab key do the same.
"use strict";

(() => {
  for (const form of document.querySelectorAll("form[data-marks]")) {
    const questions = Array.from(form.querySelectorAll("fieldset.marks"));
    form.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !/^[1-5]$/.test(event.key)) return;
      const place = questions.indexOf(event.target.closest("fieldset.marks"));
      const mark = place >= 0 && questions[place].querySelector(`input[value="${event.key}"]`);
      if (!mark) return;
      event.preventDefault();
      mark.checked = true;
      mark.dispatchEvent(new Event("input", { bubbles: true }));
      const next = questions[place + 1];
      (next ? next.querySelector("input:checked") || next.querySelector("input") : form.querySelector("button[name=cast]")).focus();
    });
  }
})();
