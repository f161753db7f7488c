// The list of cases and the page of a case while they stand open: ticking rows, and taking over what has changed meanwhile.
// Everything is found by data attributes; app.js has the keys. What somebody types, ticks or looks at is never touched.
"use strict";

(() => {
  const every = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const main = document.getElementById("main");

  // Asking by itself isn't work: such a request doesn't keep a session alive (accounts.middleware).
  async function ask(url, etag) {
    const headers = { "X-By-Itself": "1" };
    if (etag) headers["If-None-Match"] = etag;
    const answer = await fetch(url, { headers, credentials: "same-origin", cache: "no-store" });
    if (answer.redirected) throw new Error("signed out");
    return answer;
  }

  // Calls `look` every so many seconds; not while the page is hidden, a dialog or a menu is open. Ends when `look` says so.
  function keepLooking(seconds, look) {
    if (!seconds) return;
    let [isOver, isBusy, lookedAt] = [false, false, Date.now()];
    const isResting = () => document.hidden || document.querySelector("dialog[open], details[data-menu][open]");
    const turn = async () => {
      if (isOver || isBusy || isResting() || Date.now() - lookedAt < seconds * 900) return;
      [isBusy, lookedAt] = [true, Date.now()];
      try {
        isOver = (await look()) === "over";
      } catch (problem) {
        isOver = problem.message === "signed out";  // a broken line is tried again at the next turn
      }
      isBusy = false;
    };
    // Pages that were opened together don't ask together.
    setTimeout(() => setInterval(turn, seconds * 1000), Math.random() * Math.min(seconds, 3) * 1000);
    document.addEventListener("visibilitychange", turn);
  }

  // [data-live="address"]: rows and counts of the list. Rows that are there are put right in place, new ones wait for a press.
  function setUpLive() {
    const box = document.querySelector("[data-live]");
    if (!box) return;
    const [button, said] = [box.querySelector("[data-live-show]"), box.querySelector("[data-live-said]")];
    let [etag, fresh, told] = ["", null, 0];
    keepLooking(Number(box.dataset.every), async () => {
      const answer = await ask(box.dataset.live + location.search, etag);
      if (answer.status === 304) return;
      if (!answer.ok) throw new Error("no answer");
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      etag = answer.headers.get("ETag") || "";
      takeCounts(fresh);
      const added = takeRows(fresh, box.dataset.goneWords);
      const words = box.dataset.newWords.replace("{n}", added);
      button.hidden = !added;
      button.querySelector("span").textContent = words;
      if (added !== told) said.textContent = added ? words : "";
      told = added;
    });
    button.addEventListener("click", () => {
      const [old, next] = [document.querySelector(".case-table"), fresh && fresh.querySelector(".case-table")];
      if (!old || !next) return location.reload();
      const ticked = new Set(every("[data-pick]:checked").map((box) => box.value));
      const known = new Set(every("tr[data-row]").map((row) => row.dataset.row));
      old.tBodies[0].replaceWith(document.adoptNode(next.tBodies[0]));
      every("[data-pick]").forEach((pick) => { pick.checked = ticked.has(pick.value); });
      const first = every("tr[data-row]").find((row) => !known.has(row.dataset.row));
      if (first) first.querySelector("a[href]").focus();
      [button.hidden, told, fresh, etag] = [true, 0, null, ""];
      document.dispatchEvent(new Event("picks"));
    });
  }

  function takeCounts(page) {
    for (const now of every("[data-count]", page)) {
      for (const link of every(`a[data-count="${now.dataset.count}"]`)) {
        let count = link.querySelector(".count");
        if (!count && now.textContent) {
          count = document.createElement("span");
          count.className = "count";
          link.append(count);
        }
        if (count && count.textContent !== now.textContent) count.textContent = now.textContent;
        if (count) count.hidden = !now.textContent;
      }
    }
  }

  // Puts the rows right that stand there, and returns how many others there are.
  function takeRows(page, goneWords) {
    const rows = every("tr[data-row]");
    const next = new Map(every("tr[data-row]", page).map((row) => [row.dataset.row, row]));
    const known = new Set(rows.map((row) => row.dataset.row));
    const added = [...next.keys()].filter((key) => !known.has(key)).length;
    rows.forEach((row, at) => {
      const now = next.get(row.dataset.row);
      // New rows push as many off the end of the page; those haven't left the list.
      const isGone = !now && at < rows.length - added;
      row.classList.toggle("is-gone", isGone);
      row.title = isGone ? goneWords : "";
      if (now) takeCells(row, now);
    });
    return added;
  }

  function takeCells(row, now) {
    for (const name of ["row-red", "row-yellow"]) row.classList.toggle(name, now.classList.contains(name));
    if (row.cells.length !== now.cells.length) return;
    Array.from(row.cells).forEach((cell, at) => {
      const isInUse = cell.matches(".cell-pick") || cell.contains(document.activeElement);
      if (!isInUse && cell.innerHTML !== now.cells[at].innerHTML) cell.innerHTML = now.cells[at].innerHTML;
    });
  }

  // [data-bulk]: the bar that says how many rows are ticked; it is there only while some are.
  function setUpPicks() {
    const bar = document.querySelector("[data-bulk]");
    if (!bar) return;
    const [count, everything] = [bar.querySelector("[data-bulk-count]"), bar.querySelector("[data-pick-everything]")];
    const whole = document.querySelector("[data-pick-all]");
    let last = null;
    const picks = () => every("[data-pick]");
    const tell = () => {
      const ticked = picks().filter((pick) => pick.checked).length;
      bar.hidden = !ticked && !everything.checked;
      const words = everything.checked ? count.dataset.allWords : count.dataset.words.replace("{n}", ticked);
      if (count.textContent !== words) count.textContent = words;
      whole.checked = ticked > 0 && ticked === picks().length;
      whole.indeterminate = ticked > 0 && !whole.checked;
      picks().forEach((pick) => pick.closest("tr").classList.toggle("is-picked", pick.checked));
    };
    whole.hidden = false;
    whole.addEventListener("change", () => {
      picks().forEach((pick) => { pick.checked = whole.checked; });
      if (!whole.checked) everything.checked = false;
      tell();
    });
    everything.addEventListener("change", () => {
      picks().forEach((pick) => { pick.checked = everything.checked; });
      tell();
    });
    // With the shift key everything between the last tick and this one is ticked like this one.
    document.addEventListener("click", (event) => {
      const pick = event.target.closest("[data-pick]");
      if (!pick) return;
      const [now, before] = [picks().indexOf(pick), picks().indexOf(last)];
      if (event.shiftKey && before !== -1) {
        const [from, to] = [Math.min(now, before), Math.max(now, before)];
        picks().slice(from, to + 1).forEach((one) => { one.checked = pick.checked; });
      }
      last = pick;
      if (!pick.checked) everything.checked = false;
      tell();
    });
    document.addEventListener("picks", tell);
    tell();
  }

  // [data-version-url]: says that the case has changed; what is being written stays where it is.
  function setUpVersion() {
    const box = document.querySelector("[data-version-url]");
    if (!box) return;
    keepLooking(Number(box.dataset.every), async () => {
      const answer = await ask(box.dataset.versionUrl, `"${box.dataset.version}"`);
      if (answer.status === 304) return "";
      if (!answer.ok && answer.status !== 404) throw new Error("no answer");
      box.hidden = false;
      box.querySelector(answer.ok ? "[data-version-changed]" : "[data-version-gone]").hidden = false;
      return "over";
    });
  }

  if (main) {
    setUpLive();
    setUpPicks();
    setUpVersion();
  }
})();
