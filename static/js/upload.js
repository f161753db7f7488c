// [data-upload="address"]: each chosen file is sent at once, with a bar that shows how far it is, and again when the line
// breaks; the form then brings along a ticked box instead of the file. Without this script the form sends the files.
"use strict";

function setUpUpload(root) {
  const input = root.querySelector("[type=file]");
  const form = input.form;
  const list = document.createElement("ul");
  const note = document.createElement("p");
  let underWay = 0;
  list.className = "upload-list";
  note.className = "field-error";
  note.setAttribute("role", "alert");
  note.hidden = true;
  input.after(list, note);

  const button = (words, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn btn-sm", textContent: words });
    made.addEventListener("click", act);
    return made;
  };

  // An upload is over when it has arrived, was refused, broke off or was left out.
  // ``made`` is what the site asked for while very much came in: a solved task, or a ticket that has waited.
  const send = (file, row, made = {}) => {
    const request = new XMLHttpRequest();
    const words = document.createElement("span");
    const bar = document.createElement("progress");
    const body = new FormData();
    words.textContent = root.dataset.arriving.replace("{name}", file.name);
    Object.assign(bar, { max: 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.replaceChildren(words, bar, button(root.dataset.drop, () => { request.abort(); row.remove(); }));
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const [name, value] of Object.entries(made)) body.append(name, value);
    body.append("file", file);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => { underWay -= 1; if (!underWay) note.hidden = true; });
    request.addEventListener("load", () => show(file, row, request));
    request.addEventListener("error", () => fail(file, row));
    request.addEventListener("timeout", () => fail(file, row));
    request.open("POST", root.dataset.upload);
    request.timeout = 15 * 60 * 1000;
    request.responseType = "json";
    underWay += 1;
    request.send(body);
  };
  const show = (file, row, request) => {
    const answer = request.response || {};
    if (request.status === 200 && answer.pass) return arrive(row, answer);
    if (answer.challenge) return makeEffort(file, row, answer);
    if (!answer.error) return fail(file, row);
    return complain(row, answer.error);
  };
  const makeEffort = (file, row, asked) => {
    const words = document.createElement("span");
    let isWanted = true;
    const drop = () => { isWanted = false; underWay -= 1; row.remove(); };
    const goOn = (made) => { if (isWanted) { underWay -= 1; send(file, row, made); } };
    words.textContent = root.dataset.later.replace("{name}", file.name);
    words.setAttribute("role", "status");
    row.replaceChildren(words, button(root.dataset.drop, drop));
    underWay += 1;
    solveTask(JSON.parse(asked.challenge), root.dataset.worker).then((proof) => {
      if (proof) return goOn({ proof });
      return setTimeout(goOn, asked.seconds * 1000, { ticket: asked.ticket });
    });
  };
  const arrive = (row, answer) => {
    const box = document.createElement("input");
    const label = document.createElement("label");
    Object.assign(box, { type: "checkbox", name: "kept", value: answer.pass, checked: true, className: "form-check-input" });
    label.className = "option";
    label.append(box, answer.label);
    row.replaceChildren(label);
  };
  const complain = (row, text, ...more) => {
    const words = document.createElement("span");
    words.className = "field-error";
    words.textContent = text;
    words.setAttribute("role", "alert");
    row.replaceChildren(words, ...more, button(root.dataset.drop, () => row.remove()));
  };
  const fail = (file, row) =>
    complain(row, root.dataset.failed.replace("{name}", file.name), button(root.dataset.again, () => send(file, row)));

  input.addEventListener("change", () => {
    for (const file of input.files) {
      const row = document.createElement("li");
      list.append(row);
      send(file, row);
    }
    input.value = "";
  });
  form.addEventListener("submit", (event) => {
    if (!underWay) return;
    event.preventDefault();
    note.textContent = root.dataset.wait;
    note.hidden = false;
    note.scrollIntoView({ block: "center" });
  });
}

document.querySelectorAll("[data-upload]").forEach(setUpUpload);
