// [data-city-map="shapes.json" data-for="id of a list"]: a map on which a city is chosen. The list stays the field that is
// sent; names come from it, in the page's language. One stop for the Tab key, arrow keys go from city to city.
"use strict";

function setUpCityMap(root) {
  const list = document.getElementById(root.dataset.for);
  const place = root.querySelector("[data-map-place]");
  const words = root.querySelector(".city-map-chosen");
  if (!list || !window.fetch) return;
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  let cities = [];

  const show = () => {
    const isAny = cities.some((city) => city.dataset.code === list.value);
    cities.forEach((city, at) => {
      const isChosen = city.dataset.code === list.value;
      city.setAttribute("aria-checked", String(isChosen));
      city.setAttribute("tabindex", isChosen || (!isAny && at === 0) ? "0" : "-1");
    });
    words.textContent = isAny ? list.selectedOptions[0].label : "";
  };
  const choose = (city) => {
    list.value = city.dataset.code;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    list.dispatchEvent(new Event("input", { bubbles: true }));
    show();
    city.focus();
  };
  const draw = ({ size, shapes }) => {
    const picture = svg("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, role: "presentation" });
    const labels = svg("g", { "aria-hidden": "true", class: "city-map-names" });
    for (const option of list.options) {
      if (!shapes[option.value]) continue;
      const [path, x, y] = shapes[option.value];
      const city = svg("g", { role: "radio", "aria-label": option.label, "data-code": option.value, class: "city-map-city" });
      const name = svg("text", { x, y });
      name.textContent = option.label.replace(/市$/, "");
      if (name.textContent.length > 3) name.setAttribute("class", "city-map-long");
      city.append(svg("path", { d: path }));
      labels.append(name);
      picture.append(city);
      cities.push(city);
    }
    picture.append(labels);
    place.replaceChildren(picture);
    show();
  };

  root.hidden = false;
  root.addEventListener("toggle", async () => {
    if (!root.open || cities.length) return;
    try {
      draw(await (await fetch(root.dataset.cityMap)).json());
    } catch { root.hidden = true; /* no line: the list is there */ }
  });
  place.addEventListener("click", (event) => {
    const city = event.target.closest("[data-code]");
    if (city) choose(city);
  });
  place.addEventListener("keydown", (event) => {
    const at = cities.indexOf(event.target);
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, " ": 0, Enter: 0 }[event.key];
    if (at === -1 || by === undefined) return;
    event.preventDefault();
    choose(cities[(at + by + cities.length) % cities.length]);
  });
  list.addEventListener("change", show);
}

document.querySelectorAll("[data-city-map]").forEach(setUpCityMap);
