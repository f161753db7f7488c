// [data-city-map="shapes.json" data-for="id of a list"]: a map on which a city is chosen. The list stays the field that is
// sent; names come from it, in the page's language. One stop for the Tab key, arrow keys go from city to city.
"use strict";

const ROUNDS = 200;

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

  // Names that lie over one another are pushed apart, evenly and by as little as will do; a line leads back from far ones.
  const spread = (labels, [width, height]) => {
    const names = [...labels.children].filter((name) => name.getBBox().width > 0).map((name) => {
      const box = name.getBBox();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      return { name, x, y, homeX: x, homeY: y, halfWidth: box.width / 2 + 2, halfHeight: box.height / 2 - 2 };
    });
    const part = (one, other) => {
      const overX = one.halfWidth + other.halfWidth - Math.abs(one.x - other.x);
      const overY = one.halfHeight + other.halfHeight - Math.abs(one.y - other.y);
      if (overX <= 0 || overY <= 0) return false;
      const axis = overX < overY ? "x" : "y";
      const by = (Math.min(overX, overY) / 2 + 0.5) * (one[axis] < other[axis] ? -1 : 1);
      one[axis] += by;
      other[axis] -= by;
      return true;
    };
    for (let round = 0, moved = true; moved && round < ROUNDS; round += 1) {
      moved = false;
      names.forEach((one, at) => names.slice(at + 1).forEach((other) => { moved = part(one, other) || moved; }));
      for (const one of names) {
        one.x = Math.min(Math.max(one.x, one.halfWidth), width - one.halfWidth);
        one.y = Math.min(Math.max(one.y, one.halfHeight), height - one.halfHeight);
      }
    }
    for (const { name, x, y, homeX, homeY, halfHeight } of names) {
      name.setAttribute("x", x);
      name.setAttribute("y", y);
      if (Math.hypot(x - homeX, y - homeY) > halfHeight) labels.prepend(svg("line", { x1: homeX, y1: homeY, x2: x, y2: y }));
    }
  };

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
    spread(labels, size);
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
