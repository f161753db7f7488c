// One question a page: reads the question aloud where the device can, and says which field counts for a name.
"use strict";

const VOICES = { "zh-hans": "zh-CN", "zh-hant": "zh-HK", en: "en-US" };

// <button data-read-aloud hidden>: speaks what carries [data-spoken]; a second press makes it silent.
for (const button of document.querySelectorAll("[data-read-aloud]")) {
  if (!("speechSynthesis" in window)) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    const voice = window.speechSynthesis;
    if (voice.speaking) return voice.cancel();
    const words = Array.from(document.querySelectorAll("[data-spoken], .field legend, .field label"));
    const text = [...new Set(words.map((element) => element.textContent.trim()))].join("。");
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = VOICES[document.documentElement.lang.toLowerCase()] || document.documentElement.lang;
    spoken.rate = 0.9;
    voice.speak(spoken);
  });
}
