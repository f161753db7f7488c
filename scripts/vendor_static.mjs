// Builds the vendored front-end files from npm packages: `npm ci && npm run vendor`.
// The results are committed, so nobody needs node to run the product. Why Tabler is cut down: docs/adr/0006-look.md.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "lightningcss";
import postcss from "postcss";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const MODULES = join(ROOT, "node_modules");

// The class names that we take from Tabler; everything else in it is dropped.
const AT = "(?:-(?:sm|md|lg|xl))?";
const KEPT_CLASSES = [
  "h[1-6]", "small", "list-unstyled", "list-inline(?:-item)?",
  "container(?:-(?:fluid|xl))?", "row", `col${AT}(?:-(?:auto|\\d+))?`, "g[xy]?-[0-5]",
  "table(?:-sm|-hover|-responsive)?",
  "form-(?:label|control|select)(?:-sm)?", "input-group(?:-text)?",
  "btn(?:-link|-sm|-lg|-list)?", "disabled", "active", "show",
  "card(?:-header|-body|-footer|-title|-subtitle)?", "list-group(?:-item|-flush|-item-action)?",
  `d${AT}-(?:none|inline|inline-block|block|grid|flex|inline-flex)`,
  `flex${AT}-(?:row|column|wrap|nowrap|fill|grow-0|grow-1|shrink-0)`,
  `justify-content${AT}-(?:start|end|center|between)`, `align-items${AT}-(?:start|end|center|baseline)`,
  "align-self-(?:start|end|center)", "gap-[0-5]", "[mp][tbsexy]?-(?:[0-5]|auto)",
  `text${AT}-(?:start|end|center)`, "text-(?:nowrap|break|truncate|decoration-none)",
  "fw-(?:normal|medium|bold)", "border(?:-(?:top|bottom|0))?", "w-(?:100|auto)", "h-100",
  "position-(?:relative|absolute|sticky)", "overflow-(?:auto|hidden)", "visually-hidden(?:-focusable)?",
];
const KEPT = new RegExp(`^(?:${KEPT_CLASSES.join("|")})$`);
const DROPPED_SELECTOR = /^:root|^html|:host|::selection|\[data-|\[dir=|\[class|scrollbar|btn-check|btn-icon|^dialog|^kbd|^pre/;
// Colours are ours (static/css/tokens.css). These functions, which Tabler computes its colours with, make a whole
// declaration void in browsers older than 2024; data: pictures would need a hole in the content security policy.
const DROPPED_VALUE = /light-dark\(|color-mix\(|oklch\(|data:/;
// The oldest browser cores that cheap phones and office machines still carry.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const TARGETS = { chrome: version(80), firefox: version(78), safari: version(13, 1), ios_saf: version(13, 4) };

const ICONS = [
  "adjustments-horizontal", "alert-circle", "alert-octagon", "alert-triangle", "arrow-back-up", "arrow-left", "arrow-right",
  "arrows-exchange", "ban", "bell", "bell-ringing", "building", "building-community", "calendar", "chart-bar", "check",
  "chevron-down", "chevron-left", "chevron-right", "circle", "circle-check", "circle-dashed", "circle-dot", "circle-half-2",
  "circle-x", "clipboard-list", "clock", "clock-pause", "copy", "download", "eye", "eye-off", "file-text", "filter", "flag",
  "gavel", "help-circle", "history", "home", "hourglass", "inbox", "info-circle", "key", "keyboard", "language",
  "layout-dashboard", "link", "list-check", "lock", "logout", "mail", "map-pin", "menu-2", "message-2", "messages",
  "mood-neutral", "mood-sad", "mood-smile", "paperclip", "pencil", "phone", "plus", "printer", "refresh", "route", "scale",
  "search", "send", "settings", "shield-check", "shield-lock", "star", "text-size", "trash", "upload", "user", "user-off",
  "user-shield", "users", "volume", "x",
];

function isKept(selector) {
  if (DROPPED_SELECTOR.test(selector)) return false;
  return [...selector.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].every(([, name]) => KEPT.test(name));
}

function cutDown(css) {
  const root = postcss.parse(css);
  root.walkComments((comment) => { comment.remove(); });
  root.walkAtRules(/keyframes$|font-face|^page$/, (rule) => { rule.remove(); });
  root.walkAtRules("media", (rule) => { if (rule.params.includes("print")) rule.remove(); });
  root.walkRules((rule) => {
    const selectors = rule.selectors.filter(isKept);
    if (selectors.length === 0) rule.remove();
    else rule.selectors = selectors;
  });
  root.walkDecls((decl) => { if (DROPPED_VALUE.test(decl.value)) decl.remove(); });
  removeUndefined(root);
  removeUnusedVariables(root);
  removeEmpty(root);
  return root.toString();
}

// A declaration that reads a name which neither tokens.css nor the rest defines is void: better gone.
function removeUndefined(root) {
  const tokens = readFileSync(join(ROOT, "static", "css", "tokens.css"), "utf8");
  const defined = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  root.walkDecls(/^--/, (decl) => { defined.add(decl.prop); });
  root.walkDecls((decl) => {
    const asked = [...decl.value.matchAll(/var\(\s*(--[\w-]+)\s*\)/g)].map(([, name]) => name);
    if (asked.some((name) => !defined.has(name))) decl.remove();
  });
}

function variablesUsed(root) {
  const used = new Set();
  root.walkDecls((decl) => { for (const [, name] of decl.value.matchAll(/var\(\s*(--[\w-]+)/g)) used.add(name); });
  return used;
}

function removeUnusedVariables(root) {
  for (let removed = true; removed; ) {
    const used = variablesUsed(root);
    removed = false;
    root.walkDecls(/^--/, (decl) => { if (!used.has(decl.prop)) { decl.remove(); removed = true; } });
  }
}

function removeEmpty(root) {
  for (let removed = true; removed; ) {
    removed = false;
    root.walk((node) => { if (node.nodes && node.nodes.length === 0) { node.remove(); removed = true; } });
  }
}

function buildTabler() {
  const source = join(MODULES, "@tabler", "core");
  const { version: release } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const css = cutDown(readFileSync(join(source, "dist", "css", "tabler.css"), "utf8"));
  const { code } = transform({ filename: "tabler.css", code: Buffer.from(css), minify: true, targets: TARGETS });
  writeFileSync(join(ROOT, "static", "vendor", "tabler", "tabler.css"), `/*! Tabler ${release}, cut down | MIT, see LICENSE */\n${code}\n`);
}

function symbol(name) {
  const svg = readFileSync(join(MODULES, "@tabler", "icons", "icons", "outline", `${name}.svg`), "utf8");
  const shapes = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/ \/>/g, "/>")}</symbol>`;
}

function buildIcons() {
  const { version: release } = JSON.parse(readFileSync(join(MODULES, "@tabler", "icons", "package.json"), "utf8"));
  const note = `<!-- Tabler Icons ${release} | MIT, see vendor/tabler/LICENSE -->`;
  const body = ICONS.map(symbol).join("\n");
  writeFileSync(join(ROOT, "static", "img", "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${note}\n${body}\n</svg>\n`);
}

// Of ALTCHA only the worker that solves a challenge; what stands on the page is ours (static/js/effort.js).
function copyAltcha() {
  const source = join(MODULES, "altcha");
  const target = join(ROOT, "static", "vendor", "altcha");
  const { version: release } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const worker = readFileSync(join(source, "dist", "workers", "pbkdf2.js"), "utf8");
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "pbkdf2.js"), `/*! ALTCHA ${release}, the PBKDF2 worker | MIT, see LICENSE */\n${worker}`);
  copyFileSync(join(source, "LICENSE.txt"), join(target, "LICENSE"));
}

// The charts of the figures: lines, bars and tooltips. The other echarts in package.json is of old and only has the map.
function copyCharts() {
  const source = join(MODULES, "charts");
  const target = join(ROOT, "static", "vendor", "charts");
  mkdirSync(target, { recursive: true });
  copyFileSync(join(source, "dist", "echarts.common.min.js"), join(target, "echarts.js"));
  for (const name of ["LICENSE", "NOTICE"]) copyFileSync(join(source, name), join(target, name));
}

buildTabler();
buildIcons();
copyAltcha();
copyCharts();
