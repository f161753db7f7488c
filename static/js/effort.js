// [data-effort="challenge"]: while very much comes in, a form brings along the solution of a small task. The browser starts on
// it as soon as the page is there; whoever presses Send meanwhile sees it go off by itself when it is done. Where the task
// can't be solved (an old browser, no HTTPS) the form goes as it is: its ticket is good after a minute.
"use strict";

// The solution of a challenge as the form sends it; empty when this browser can't find one.
function solveTask(challenge, address) {
  return new Promise((resolve) => {
    if (!window.Worker || !window.crypto || !crypto.subtle) return resolve("");
    const workers = [];
    const end = (payload) => { workers.forEach((worker) => worker.terminate()); resolve(payload); };
    const step = Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
    for (let first = 0; first < step; first += 1) {
      const worker = new Worker(address);
      workers.push(worker);
      worker.addEventListener("error", () => end(""));
      worker.addEventListener("message", ({ data: solution }) => {
        if (!solution || !solution.derivedKey) return end("");
        return end(btoa(JSON.stringify({ challenge, solution })));
      });
      worker.postMessage({ type: "work", challenge, counterMode: "uint32", counterStart: first, counterStep: step, timeout: 90000 });
    }
    return undefined;
  });
}

function setUpEffort(root) {
  const form = root.closest("form");
  const note = root.querySelector("[data-effort-note]");
  const wait = root.querySelector("[data-effort-wait]");
  let isSolving = true;
  let pressed = null;
  note.textContent = root.dataset.working;
  solveTask(JSON.parse(root.dataset.effort), root.dataset.worker).then((payload) => {
    isSolving = false;
    root.querySelector("[name=proof]").value = payload;
    note.textContent = root.dataset.ready;
    note.hidden = !payload || !wait;
    if (wait) wait.hidden = Boolean(payload);
    if (pressed) pressed.click();
  });
  if (wait) {
    wait.hidden = true;
    note.hidden = false;
  }
  form.addEventListener("submit", (event) => {
    if (!isSolving || event.defaultPrevented) return;
    event.preventDefault();
    pressed = event.submitter || form.querySelector("button:not([type=button])");
    note.hidden = false;
    note.scrollIntoView({ block: "center" });
  });
}

document.querySelectorAll("[data-effort]").forEach(setUpEffort);
