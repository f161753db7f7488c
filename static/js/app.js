// Small comforts on top of pages that work without them. Everything is found by data attributes:
// data-copy, data-print, data-confirm, data-guard, data-draft, data-keys, data-search, data-open, data-menu, data-focus,
// data-count-for, data-key, data-go; how each is used stands beside its function.
"use strict";

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

// Browsers that block storage (private windows, strict settings) throw on the first touch.
function remember(area, key, value) {
  try {
    if (value === undefined) return window[area].getItem(key);
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, value);
  } catch { /* without storage there is nothing to remember */ }
  return null;
}

// <button data-copy="text" data-copied="Copied" hidden>: shown where copying is possible.
function setUpCopy() {
  if (!navigator.clipboard) return;
  for (const button of all("[data-copy]")) {
    const words = button.querySelector("span") || button;
    const before = words.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      words.textContent = button.dataset.copied;
      setTimeout(() => { words.textContent = before; }, 3000);
    });
  }
}

// <form data-confirm="Question?">: asks in a dialog before it is sent.
function setUpConfirm() {
  const dialog = document.getElementById("confirm");
  if (!dialog || !dialog.showModal || !HTMLFormElement.prototype.requestSubmit) return;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    dialog.querySelector("[data-confirm-text]").textContent = form.dataset.confirm;
    dialog.returnValue = "cancel";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "ok") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter);
      delete form.dataset.confirmed;
    }, { once: true });
  }, true);
}

// A second press on a slow line must not send a form twice.
function setUpSending() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "yes";
    all("button:not([type=button])", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  window.addEventListener("pageshow", () => {
    for (const form of all("form[data-sending]")) {
      delete form.dataset.sending;
      all("button[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    }
  });
}

// <form data-guard>: the browser asks before typed text is left behind.
function setUpGuard() {
  for (const form of all("form[data-guard]")) {
    let isDirty = false;
    form.addEventListener("input", () => { isDirty = true; });
    form.addEventListener("submit", () => { isDirty = false; });
    window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
  }
}

// <form data-draft="name">: text survives a lost page, in this tab only; with a ticked [data-draft-keep] box also
// after the browser is closed, on this device, for a day. [data-no-draft] fields are never written anywhere.
// [data-draft-note] is shown when a draft was put back, [data-draft-drop] throws it away.
// The page that says "received" carries [data-draft-done="name"].
const DRAFT_LIFE = 24 * 60 * 60 * 1000;

function draftFields(form) {
  return all("input, textarea, select", form).filter((field) =>
    field.name && !field.matches("[type=hidden], [type=password], [type=file], [data-no-draft], [data-draft-keep]"));
}

function dropDraft(key) {
  remember("sessionStorage", key, null);
  remember("localStorage", key, null);
}

function readDraft(key) {
  const text = remember("sessionStorage", key) || remember("localStorage", key);
  const draft = text ? JSON.parse(text) : null;
  if (draft && Date.now() - draft.at < DRAFT_LIFE) return draft;
  dropDraft(key);
  return null;
}

function setUpDrafts() {
  all("[data-draft-done]").forEach((mark) => dropDraft(`draft-${mark.dataset.draftDone}`));
  all("form[data-draft]").forEach(setUpDraft);
}

function setUpDraft(form) {
  const key = `draft-${form.dataset.draft}`;
  const keep = form.querySelector("[data-draft-keep]");
  all("[data-draft-box]", form).forEach((box) => { box.hidden = false; });
  const note = document.querySelector("[data-draft-note]");
  const fields = draftFields(form);
  const draft = readDraft(key);
  if (draft && !form.querySelector("[aria-invalid]")) {
    const isChanged = fields.map((field) => putBack(field, draft.values[field.name])).some(Boolean);
    if (keep) keep.checked = draft.kept;
    if (note && isChanged) note.hidden = false;
  }
  form.addEventListener("input", () => {
    // A page that asks only some of the questions leaves the answers of the others in the draft.
    const before = readDraft(key);
    const values = before ? before.values : {};
    for (const field of fields) delete values[field.name];
    for (const field of fields) {
      if (!/^(radio|checkbox)$/.test(field.type)) values[field.name] = field.value;
      else if (field.checked) values[field.name] = [...(values[field.name] || []), field.value];
    }
    const kept = keep ? keep.checked : Boolean(before && before.kept);
    const text = JSON.stringify({ at: Date.now(), kept, values });
    remember("sessionStorage", key, text);
    remember("localStorage", key, kept ? text : null);
  });
  all("[data-draft-drop]").forEach((button) => button.addEventListener("click", () => {
    dropDraft(key);
    form.reset();
    note.hidden = true;
  }));
}

function putBack(field, value) {
  const [isTicked, text] = [field.checked, field.value];
  if (value === undefined) return false;
  if (/^(radio|checkbox)$/.test(field.type)) field.checked = value.includes(field.value);
  else field.value = value;
  return field.checked !== isTicked || field.value !== text;
}

// Keys of the desk: / search, j and k (or the arrows) through [data-keys] rows, x ticks one, o opens, ? help, g and then the
// letter in data-go="w" goes there, and whatever says data-key="y" is pressed by y. Off switch: [data-keys-switch]; screen readers are told the keys that are on.
// A key that is held, or pressed before anybody can have read the page, decides nothing.
const READING_STARTS = 500;
// So long a g waits for its second letter.
const GO_WAITS = 1500;

function setUpKeys() {
  const help = document.getElementById("shortcuts");
  if (!help) return;
  const box = help.querySelector("[data-keys-switch]");
  box.checked = remember("localStorage", "keys") !== "off";
  box.addEventListener("change", () => { remember("localStorage", "keys", box.checked ? null : "off"); tellKeys(box.checked); });
  tellKeys(box.checked);
  const shownAt = performance.now();
  let goesUntil = 0;
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([data-pick]), textarea, select, dialog, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !box.checked) return;
    const place = performance.now() < goesUntil && placeOf(event.key);
    goesUntil = event.key === "g" ? performance.now() + GO_WAITS : 0;
    const isInList = Boolean(event.target.closest("[data-keys]"));
    const act = (place && (() => place.click())) || {
      "/": focusSearch, "?": () => help.showModal(), o: openRow, x: tickRow,
      j: () => step(1), k: () => step(-1),
      ArrowDown: isInList && (() => step(1)), ArrowUp: isInList && (() => step(-1)),
    }[event.key] || (!event.repeat && performance.now() - shownAt > READING_STARTS && pressed(event.key));
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function placeOf(key) {
  const links = /^[a-z1-9]$/.test(key) ? all(`[data-go="${key}"]`) : [];
  return links.find((link) => link.closest("main")) || links[0];
}

function pressed(key) {
  const target = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`);
  return target && (() => { target.focus(); target.click(); });
}

function tellKeys(areOn) {
  document.documentElement.classList.toggle("has-keys", areOn);
  const told = new Set();
  for (const target of all("[data-key]")) {
    if (areOn && !told.has(target.dataset.key)) target.setAttribute("aria-keyshortcuts", target.dataset.key);
    else target.removeAttribute("aria-keyshortcuts");
    told.add(target.dataset.key);
  }
}

// A row is one of a table or of a list.
const rowOf = (link) => link.closest("tr, li");
const rowLinks = () => all("[data-keys] tr a[href]:first-of-type, [data-keys] li a[href]:first-of-type").filter((link, at, links) =>
  at === 0 || rowOf(link) !== rowOf(links[at - 1]));
const currentRow = (links) => links.findIndex((link) => rowOf(link).contains(document.activeElement));

function focusSearch() {
  const search = document.querySelector("[data-search]");
  if (search) search.focus();
}

function step(by) {
  const links = rowLinks();
  const at = currentRow(links);
  const link = links[at === -1 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
  if (link) { link.focus(); link.scrollIntoView({ block: "nearest" }); }
}

function tickRow() {
  const links = rowLinks();
  const row = links.length && links[Math.max(currentRow(links), 0)].closest("tr");
  const box = row && row.querySelector("[data-pick]");
  if (box) box.click();
}

function openRow() {
  const links = rowLinks();
  const link = links[currentRow(links)];
  if (link) link.click();
}

// <button data-print hidden>
function setUpPrint() {
  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// <button data-open="dialog id" hidden>, <details data-menu>: closed by Escape or a click elsewhere.
function setUpOpening() {
  for (const button of all("[data-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.open).showModal());
  }
  const close = (except) => all("details[data-menu][open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => close(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}

// The large-text box is remembered for a year; the server reads the cookie, so no page jumps.
function setUpTextSize() {
  const box = document.getElementById("text-large");
  if (!box) return;
  box.addEventListener("change", () => {
    document.cookie = `text_size=${box.checked ? "large" : ""};path=/;max-age=${box.checked ? 31536000 : 0};samesite=lax`;
    document.documentElement.classList.toggle("text-large", box.checked);
  });
}

// <p data-count-for="field id" data-words="{n} characters left">: speaks up in the last fifth.
function setUpCounts() {
  for (const count of all("[data-count-for]")) {
    const field = document.getElementById(count.dataset.countFor);
    const show = () => {
      const left = field.maxLength - field.value.length;
      count.hidden = left > field.maxLength / 5;
      count.textContent = count.dataset.words.replace("{n}", left);
    };
    field.addEventListener("input", show);
    show();
  }
}

// [data-send-key]: Ctrl + Enter sends the form from any of its fields.
function setUpSendKey() {
  for (const form of all("[data-send-key]")) {
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }
}

setUpSendKey();
setUpDrafts();
setUpConfirm();
setUpSending();
setUpGuard();
setUpCopy();
setUpKeys();
setUpOpening();
setUpPrint();
setUpTextSize();
setUpCounts();
all("[data-focus]").forEach((element) => element.focus());
