// Comforts while somebody writes: an @ finds a colleague to tell, and a reply template goes in at the cursor.
// Both work without this file: the list of colleagues has its own search, and a template is added at the end.
"use strict";

// <form data-mentions="address" data-mentions-label="words">: while @name is typed, those of [data-mention-rows] whom the
// server finds are offered below the text; who is chosen stands in the text and is ticked in the list.
const TYPED = /@([^\s@]{0,20})$/;
const PAUSE = 250;

function setUpMentions(form) {
  const text = form.querySelector("textarea");
  const rows = form.querySelector("[data-mention-rows]");
  const box = document.createElement("ul");
  box.id = "mention-box";
  box.className = "mention-box";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", form.dataset.mentionsLabel);
  text.after(box);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", box.id);
  let timer = 0, asked = 0, current = -1;

  const close = () => {
    asked += 1;
    box.hidden = true;
    box.replaceChildren();
    text.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    current = at;
    Array.from(box.children, (option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (box.children[at]) text.setAttribute("aria-activedescendant", box.children[at].id);
  };

  const offer = (found) => {
    box.replaceChildren(...found.map((row, place) => {
      const option = document.createElement("li");
      option.id = `mention-${place}`;
      option.setAttribute("role", "option");
      option.textContent = row.textContent.trim();
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(row); });
      option.row = row;
      return option;
    }));
    box.hidden = found.length === 0;
    if (found.length) mark(0);
  };

  const choose = (row) => {
    const before = text.value.slice(0, text.selectionStart);
    const start = before.length - before.match(TYPED)[0].length;
    text.setRangeText(`@${row.dataset.mentionName} `, start, text.selectionStart, "end");
    tick(rows, row);
    close();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const ask = async (word) => {
    const mine = asked += 1;
    const data = new FormData(form);
    data.set("find", word);
    const answer = await fetch(form.dataset.mentions, { method: "POST", body: data });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    offer(Array.from(page.querySelectorAll("[data-mention-name]")).filter((row) => !row.querySelector(":checked")));
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = text.value.slice(0, text.selectionStart).match(TYPED);
    if (typed) timer = setTimeout(ask, PAUSE, typed[1]);
    else close();
  });
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    const count = box.children.length;
    const act = {
      ArrowDown: () => mark((current + 1) % count),
      ArrowUp: () => mark((current + count - 1) % count),
      Enter: () => choose(box.children[current].row),
      Tab: () => choose(box.children[current].row),
      Escape: close,
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
}

// The row of the list with its box ticked; a colleague who isn't in the list yet comes to its beginning.
function tick(rows, row) {
  const value = row.querySelector("input").value;
  let own = rows.querySelector(`input[value="${value}"]`);
  if (!own) {
    let list = rows.querySelector("ul");
    if (!list) {
      list = document.createElement("ul");
      list.className = "picker-rows";
      rows.replaceChildren(list);
    }
    const added = document.importNode(row, true);
    list.prepend(added);
    own = added.querySelector("input");
  }
  own.checked = true;
}

// <div class="template-box" data-into="id of a text">: a button [data-template="address"] in it puts the words of a template
// into the text of its form that the cursor was in last, over nothing that was typed.
function setUpTemplates(box) {
  const form = box.closest("form");
  let target = document.getElementById(box.dataset.into);
  form.addEventListener("focusin", (event) => { if (event.target.matches("textarea")) target = event.target; });
  box.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-template]");
    if (!button) return;
    event.preventDefault();
    const answer = await fetch(button.dataset.template, { method: "POST", body: new FormData(form) });
    if (!answer.ok) return;
    const words = await answer.text();
    const at = target.selectionEnd;
    const gap = at > 0 && target.value[at - 1] !== "\n" ? "\n" : "";
    target.setRangeText(gap + words, at, at, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  });
}

document.querySelectorAll("form[data-mentions]").forEach(setUpMentions);
document.querySelectorAll(".template-box").forEach(setUpTemplates);
