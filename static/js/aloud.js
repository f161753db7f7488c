// <button data-read-aloud="id" hidden>: the browser reads that part of the page aloud, where it can.
"use strict";

document.querySelectorAll("[data-read-aloud]").forEach((button) => {
  if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const spoken = new SpeechSynthesisUtterance(document.getElementById(button.dataset.readAloud).innerText);
    spoken.lang = { "zh-hans": "zh-CN", "zh-hant": "zh-HK" }[document.documentElement.lang.toLowerCase()] || "en";
    spoken.rate = 0.85;
    speechSynthesis.cancel();
    speechSynthesis.speak(spoken);
  });
});
