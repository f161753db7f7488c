// Builds static/img/guangdong.json, the outlines of the province's cities: `npm ci && npm run vendor`.
// Source: the map of Guangdong in Apache ECharts 4 (Apache-2.0, see static/vendor/echarts/), whose ids are GB/T 2260 codes.
// Projected flat, thinned to what a phone can show, small islands left out: a picture to choose from, no map of borders.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const PACKAGE = join(ROOT, "node_modules", "echarts");
const WIDTH = 720;
const MARGIN = 6;
const TOLERANCE = 1.1;
const SMALLEST = 40;

// The package packs a ring as zigzag differences of 1/1024 degree.
function unpack(text, [startX, startY]) {
  const points = [];
  let [x, y] = [startX, startY];
  const step = (code) => ((code - 64) >> 1) ^ -((code - 64) & 1);
  for (let at = 0; at < text.length; at += 2) {
    x += step(text.charCodeAt(at));
    y += step(text.charCodeAt(at + 1));
    points.push([x / 1024, y / 1024]);
  }
  return points;
}

function ringsOf({ geometry }) {
  const { coordinates, encodeOffsets, type } = geometry;
  if (type === "Polygon") return [unpack(coordinates[0], encodeOffsets[0])];
  return coordinates.map((polygon, at) => unpack(polygon[0], encodeOffsets[at][0]));
}

const areaOf = (ring) => Math.abs(ring.reduce((sum, [x, y], at) => {
  const [nextX, nextY] = ring[(at + 1) % ring.length];
  return sum + x * nextY - nextX * y;
}, 0)) / 2;

// Douglas and Peucker: a point stays when it lies farther from the straight line than the tolerance.
function thin(points) {
  if (points.length < 3) return points;
  const [[ax, ay], [bx, by]] = [points[0], points[points.length - 1]];
  const length = Math.hypot(bx - ax, by - ay);
  let [farthest, at] = [0, 0];
  points.forEach(([x, y], place) => {
    const away = length ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length : Math.hypot(x - ax, y - ay);
    if (away > farthest) [farthest, at] = [away, place];
  });
  if (farthest <= TOLERANCE) return [points[0], points[points.length - 1]];
  return [...thin(points.slice(0, at + 1)).slice(0, -1), ...thin(points.slice(at))];
}

const pathOf = (ring) => `M${thin(ring).map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`).join("L")}Z`;

const { features } = JSON.parse(readFileSync(join(PACKAGE, "map", "json", "province", "guangdong.json"), "utf8"));
const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
const cities = features.map((feature) => ({ code: feature.id, centre: feature.properties.cp, rings: ringsOf(feature) }));
// Islands far out at sea would make the land small.
const land = cities.map((city) => city.rings.reduce((best, ring) => (areaOf(ring) > areaOf(best) ? ring : best))).flat();
const xs = land.map(([x]) => x);
const ys = land.map(([, y]) => y);
const flatten = Math.cos(((Math.min(...ys) + Math.max(...ys)) / 2) * (Math.PI / 180));
const scale = (WIDTH - 2 * MARGIN) / ((Math.max(...xs) - Math.min(...xs)) * flatten);
const project = ([x, y]) => [MARGIN + (x - Math.min(...xs)) * flatten * scale, MARGIN + (Math.max(...ys) - y) * scale];
const height = Math.round((Math.max(...ys) - Math.min(...ys)) * scale + 2 * MARGIN);
const shapes = Object.fromEntries(cities.map(({ code, centre, rings }) => {
  const drawn = rings.map((ring) => ring.map(project)).filter((ring) => areaOf(ring) >= SMALLEST);
  return [code, [drawn.map(pathOf).join(""), ...project(centre).map(Math.round)]];
}));
const source = `Apache ECharts ${version}, Apache-2.0, see vendor/echarts/LICENSE; changed: projected and thinned`;
writeFileSync(join(ROOT, "static", "img", "guangdong.json"), `${JSON.stringify({ source, size: [WIDTH, height], shapes })}\n`);
mkdirSync(join(ROOT, "static", "vendor", "echarts"), { recursive: true });
for (const name of ["LICENSE", "NOTICE"]) copyFileSync(join(PACKAGE, name), join(ROOT, "static", "vendor", "echarts", name));
