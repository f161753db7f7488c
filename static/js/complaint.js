// The complaint form and its receipt, made more comfortable: counties of the chosen city only, units found while
// their name is typed, a print button. Without this file the server does the same after sending.
"use strict";

// [data-places]: the county list shrinks to the city's; a county chosen first sets the city.
function setUpPlaces(section) {
  const city = section.querySelector("[name=city]");
  const county = section.querySelector("[name=county]");
  const groups = Array.from(county.querySelectorAll("optgroup"));
  const cityOf = new Map();
  for (const option of city.options) {
    const group = groups.find((one) => one.label === option.label);
    if (group) for (const one of group.querySelectorAll("option")) cityOf.set(one.value, option.value);
  }
  const note = document.createElement("p");
  note.className = "field-hint";
  note.setAttribute("aria-live", "polite");
  county.after(note);
  const narrow = () => {
    const label = city.value && city.selectedOptions[0].label;
    const isCity = [...cityOf.values()].includes(city.value);
    const isBare = Boolean(city.value) && !isCity && !city.value.endsWith("0000");
    const kept = county.value;
    groups.forEach((group) => group.remove());
    if (!isBare) county.append(...groups.filter((group) => !isCity || group.label === label));
    county.value = kept;
    if (county.selectedIndex === -1) county.selectedIndex = 0;
    note.textContent = isBare ? section.dataset.noCounty : "";
  };
  const told = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  city.addEventListener("change", () => {
    if (cityOf.get(county.value) !== city.value) county.value = "";
    narrow();
    told(county);
  });
  county.addEventListener("change", () => {
    if (!county.value || city.value === cityOf.get(county.value)) return;
    city.value = cityOf.get(county.value);
    narrow();
    told(city);
  });
  section.closest("form").addEventListener("reset", () => setTimeout(narrow));
  // A page that says that the two don't belong together shows both as they were sent.
  if (!county.value || cityOf.get(county.value) === city.value) narrow();
}

// [data-unit-search]: an editable combobox with a list (ARIA 1.2); nothing has to be chosen from it.
function setUpUnitSearch(root) {
  const input = root.querySelector("[name=unit_text]");
  const asked = root.querySelector("[name=unit_asked]");
  const choice = root.querySelector("[data-unit-choice]");
  const above = root.querySelector("[data-above-hint]");
  const list = document.createElement("ul");
  const note = document.createElement("p");
  const box = document.createElement("div");
  let active = -1;
  let running = null;
  let timer = 0;

  box.className = "combo";
  input.replaceWith(box);
  list.className = "combo-list";
  list.id = "unit-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent.trim() : "");
  list.hidden = true;
  note.className = "combo-note";
  note.setAttribute("role", "status");
  box.append(input, list);
  box.after(note);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const say = (text, isLinked = false) => {
    note.textContent = text;
    note.classList.toggle("combo-note-linked", isLinked);
  };
  const choose = (code) => {
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "unit", value: code });
    choice.replaceChildren(hidden, asked);
    asked.value = code ? input.value.trim() : "";
  };
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (at) => {
    const options = Array.from(list.children);
    active = (at + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    input.value = option.textContent;
    choose(option.dataset.code);
    close();
    say(root.dataset.linked, true);
    if (above) above.hidden = !option.hasAttribute("data-above");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const offer = (units) => {
    list.replaceChildren(...units.map((unit, place) => {
      const option = document.createElement("li");
      option.id = `unit-option-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.code = unit.code;
      option.toggleAttribute("data-above", unit.is_above);
      option.textContent = unit.name;
      return option;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = units.length === 0;
    input.setAttribute("aria-expanded", String(units.length > 0));
    say(units.length ? root.dataset.some.replace("{n}", units.length) : root.dataset.nothing);
  };
  const search = async () => {
    if (running) running.abort();
    running = new AbortController();
    const county = document.querySelector("[name=county]").value;
    const body = new URLSearchParams({
      q: input.value.trim(),
      place: county || document.querySelector("[name=city]").value,
      csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
    });
    try {
      const answer = await fetch(root.dataset.unitSearch, { method: "POST", body, signal: running.signal });
      if (answer.ok) offer((await answer.json()).units);
    } catch { /* no line, or typed on: the server looks again when the form is sent */ }
  };

  input.addEventListener("input", () => {
    if (asked.value && asked.value === input.value.trim()) return;
    choose("");
    if (above) above.hidden = true;
    clearTimeout(timer);
    if (input.value.trim().length < 2) { close(); return say(""); }
    timer = setTimeout(search, 250);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active === -1 ? list.children.length - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) take(list.children[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => { if (event.target.dataset.code) take(event.target); });
  input.addEventListener("blur", () => {
    if (!list.hidden) say("");
    close();
  });
}

// [data-sector-suggest]: while the story is written, say what it seems to be about; a choice of one's own stays.
function setUpSectorSuggestion(root) {
  const story = root.querySelector("[name=story]");
  const sector = root.querySelector("[name=sector]");
  const courts = root.querySelector("[data-courts-hint]");
  const note = document.createElement("p");
  let timer = 0;
  let asked = "";
  note.className = "field-hint";
  note.setAttribute("role", "status");
  sector.after(note);
  const ask = async () => {
    const text = story.value.trim();
    if (text === asked || text.length < 10) return;
    asked = text;
    const body = new URLSearchParams({
      story: text,
      csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
    });
    try {
      const answer = await fetch(root.dataset.sectorSuggest, { method: "POST", body });
      const found = answer.ok ? await answer.json() : { name: "", courts: false };
      if (courts) courts.hidden = !found.courts;
      if (sector.value) return;
      note.textContent = found.name ? root.dataset.seems.replace("{sector}", found.name) : "";
    } catch { /* no line: the server finds it out when the form is sent */ }
  };
  story.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 800); });
  ask();
  sector.addEventListener("change", () => { note.textContent = ""; asked = ""; ask(); });
}

// [data-code-from-address]: the picture on the receipt leads here with the code behind the #; it leaves the address at once.
function takeCodeFromAddress(form) {
  const code = location.hash.slice(1);
  if (!/^\d{16}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  form.querySelector("[name=code]").value = code.replace(/(\d{4})(?=\d)/g, "$1 ");
}

document.querySelectorAll("[data-code-from-address]").forEach(takeCodeFromAddress);
document.querySelectorAll("[data-sector-suggest]").forEach(setUpSectorSuggestion);
document.querySelectorAll("[data-places]").forEach(setUpPlaces);
document.querySelectorAll("[data-unit-search]").forEach(setUpUnitSearch);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
