// Pages of the programme that stand open during a broadcast. [data-refresh="seconds"]: the element is fetched anew, by its id, while
// nobody types in it; [data-timer="moment"]: counts down and then up; [data-full-screen]. Without this script a reload does the same.
"use strict";

(() => {
  const SECOND = 1000;

  function setUpRefresh(first) {
    const [id, seconds] = [first.id, Number(first.dataset.refresh)];
    let isBusy = false;
    const turn = async () => {
      if (isBusy || document.hidden || document.querySelector("dialog[open]")) return;
      isBusy = true;
      try {
        // Asking by itself isn't work: such a request doesn't keep a session alive (accounts.middleware).
        const headers = { "X-By-Itself": "1" };
        const answer = await fetch(location.href, { headers, credentials: "same-origin", cache: "no-store" });
        if (answer.redirected) return clearInterval(timer);
        if (answer.ok) take(id, new DOMParser().parseFromString(await answer.text(), "text/html"));
      } catch { /* a broken line is tried again at the next turn */ }
      isBusy = false;
    };
    const timer = setInterval(turn, seconds * SECOND);
    document.addEventListener("visibilitychange", turn);
  }

  // What has the focus keeps it, and its place: the same id stands in the new piece.
  function take(id, page) {
    const [old, next] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !next || old.innerHTML === next.innerHTML) return;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    if (focused && focused.matches("input, textarea, select")) return;
    old.innerHTML = next.innerHTML;
    if (focused && focused.id) {
      const same = document.getElementById(focused.id);
      if (same) same.focus({ preventScroll: true });
    }
  }

  function words(seconds) {
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
    return `${String(minutes).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
  }

  function setUpTimer(timer) {
    const end = Date.parse(timer.dataset.timer);
    const show = () => {
      const left = Math.round((end - Date.now()) / SECOND);
      timer.textContent = left >= 0 ? words(left) : timer.dataset.over.replace("{t}", words(-left));
      timer.classList.toggle("is-over", left < 0);
    };
    show();
    setInterval(show, SECOND);
  }

  function setUpFullScreen(button) {
    if (!document.fullscreenEnabled) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    });
  }

  document.querySelectorAll("[data-refresh]").forEach(setUpRefresh);
  document.querySelectorAll("[data-timer]").forEach(setUpTimer);
  document.querySelectorAll("[data-full-screen]").forEach(setUpFullScreen);
})();
