"use strict";
/* Keys, saving in the background, and words picked with the mouse. Without this every button is a plain form. */

const CSRF = document.body.dataset.csrf;
const told = document.getElementById("told");
const undo = document.querySelector("form.undo");
const help = document.getElementById("keys");
const made = []; // what this page has saved, last at the end: {item, numbers}
let current = null;
let waiting = 0; // decisions on their way

const items = () => [...document.querySelectorAll("[data-item]")];
const tell = (words) => { told.textContent = words; };

/* Where one is */

function goTo(item, { focus = true } = {}) {
  if (!item) return;
  current?.classList.remove("current");
  current = item;
  item.classList.add("current");
  if (focus) {
    item.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    item.scrollIntoView({ block: "start", behavior: calm ? "instant" : "auto" });
  }
  if (document.getElementById("items")) {
    const address = new URL(location.href);
    address.searchParams.set("at", item.dataset.item);
    history.replaceState(null, "", address);
  }
}

function step(by) {
  const all = items();
  const next = all[all.indexOf(current) + by];
  if (next) { goTo(next); return; }
  const more = by > 0 && document.querySelector("a[data-more]");
  if (more) whenSaved(() => { location.href = more.href; });
  else if (all.length) tell(by > 0 ? "This is the last one." : "This is the first one.");
}

function moveOn(from) {
  if (from === current && document.getElementById("items")) step(1);
}

/* Saving: what is shown as saved has been answered for. */

let whenDone = [];
function whenSaved(then) {
  if (waiting) whenDone.push(then); else then();
}

async function save(form, button) {
  const item = form.closest("[data-item]");
  const line = item?.querySelector("[data-saved]");
  const said = (words, look) => { if (line) { line.textContent = words; line.className = `saved ${look}`; } tell(words); };
  const body = new FormData(form, button);
  said("Saving …", "");
  waiting += 1;
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(body), redirect: "error",
      headers: { Accept: "application/json", "X-CSRF-Token": CSRF },
    });
    const told = await answer.json();
    if (answer.status === 409) await showAnew(item);
    if (!answer.ok) throw new Error(told.error);
    said(`Saved – ${told.said}`, "done");
    for (const seen of item?.querySelectorAll("input[name=seen]") ?? []) seen.value = told.seen;
    for (const open of item?.querySelectorAll(".deciding details[open]") ?? []) open.open = false;
    made.push({ item, numbers: told.numbers });
    if (undo) undo.hidden = false;
    return true;
  } catch (error) {
    said(`Not saved: ${error.message || "the desk does not answer"}`, "failed");
    whenDone = [];
    goTo(item);
    return false;
  } finally {
    waiting -= 1;
    if (!waiting) { const all = whenDone; whenDone = []; all.forEach((then) => then()); }
  }
}

/* What somebody else has changed meanwhile is shown as it is now; the decision was not made. */
async function showAnew(item) {
  const answer = await fetch(`/quotation/${encodeURIComponent(item.dataset.item)}`);
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-item]");
  if (!now) return;
  now.querySelector("[data-saved]").remove();
  now.querySelector(".passage").before(item.querySelector("[data-saved]"));
  for (const then of now.querySelectorAll("input[name=then]")) then.value = location.pathname + location.search;
  item.replaceChildren(...now.childNodes);
}

async function takeBack() {
  const last = made.pop();
  if (!last) { tell("Nothing was decided on this page."); return; }
  const body = new URLSearchParams({ numbers: last.numbers.join(" ") });
  const answer = await fetch(undo.action, {
    method: "POST", body, redirect: "error", headers: { Accept: "application/json", "X-CSRF-Token": CSRF },
  }).catch(() => null);
  const said = answer && (await answer.json().catch(() => null));
  if (!answer?.ok) { made.push(last); tell(`Not taken back: ${said?.error ?? "the desk does not answer"}`); return; }
  const line = last.item?.querySelector("[data-saved]");
  if (line) { line.textContent = `Taken back – ${said.said}`; line.className = "saved"; }
  for (const seen of last.item?.querySelectorAll("input[name=seen]") ?? []) seen.value = said.seen;
  tell(`Taken back – ${said.said}`);
  undo.hidden = !made.length;
  goTo(last.item);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form === undo) { event.preventDefault(); whenSaved(takeBack); return; }
  if (!("save" in form.dataset)) return;
  event.preventDefault();
  const item = form.closest("[data-item]");
  if (!current) current = item;
  save(form, event.submitter);
  moveOn(item);
});

addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });

/* Keys */

const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const keysOn = () => localStorage.getItem("keys") !== "off";

function press(key) {
  const quoted = CSS.escape(key);
  const found = current?.querySelector(`[data-key="${quoted}"]`)
    ?? [...document.querySelectorAll(`[data-key="${quoted}"]`)].find((one) => !one.closest("[data-item]") || !current);
  if (!found) return false;
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    const field = found.parentElement.querySelector("input:not([type=hidden]), textarea");
    field?.focus();
    field?.select();
  } else if (found.matches("input")) {
    found.focus();
    found.select();
  } else {
    found.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); current?.focus(); return; }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (!keysOn() || typing(event.target) || help.open) return;
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else if (event.key === "z" && undo) whenSaved(takeBack);
  else if (!press(event.key)) return;
  event.preventDefault();
});

/* The help, and keys switched off */

const box = document.getElementById("keys-on");
const opens = document.querySelector("button.keys");
function showKeys() {
  box.checked = keysOn();
  document.body.classList.toggle("keys-off", !keysOn());
}
if (opens) {
  opens.hidden = false;
  opens.addEventListener("click", () => help.showModal());
}
box.addEventListener("change", () => { localStorage.setItem("keys", box.checked ? "on" : "off"); showKeys(); });
showKeys();

/* Words picked in the passage: where they begin and end in the article's text, in code points. */

for (const hint of document.querySelectorAll(".scripted")) hint.hidden = false;

function placeOf(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return Number(piece.dataset.at) + [...before.toString()].length;
}

document.addEventListener("selectionchange", () => {
  const picked = getSelection();
  if (picked.isCollapsed || !picked.rangeCount) return;
  const range = picked.getRangeAt(0);
  const passage = (range.commonAncestorContainer.parentElement ?? range.commonAncestorContainer).closest(".passage");
  const form = passage?.closest("[data-item]")?.querySelector("form.words-form:has([name=offsets])");
  const [start, end] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  if (!form || start === null || end === null || start >= end) return;
  form.elements.offsets.value = `${start}..${end}`;
  form.elements.words.value = picked.toString();
  form.parentElement.open = true;
});
document.addEventListener("input", (event) => {
  if (event.target.name === "words") event.target.form.elements.offsets.value = "";
});

/* What goes on behind the page, looked at again until it is over */

async function lookAgain() {
  const before = document.querySelector("[data-goes-on]");
  if (!before) return;
  const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
  const now = new DOMParser().parseFromString(page, "text/html").getElementById(before.id);
  if (now) before.replaceWith(now);
  if (now && !("goesOn" in now.dataset)) tell(now.querySelector(".summary")?.textContent ?? "");
  setTimeout(lookAgain, 1000);
}
setTimeout(lookAgain, 500);

/* The first one to look at */

const list = document.getElementById("items");
if (list) goTo(items().find((item) => item.dataset.item === list.dataset.at) ?? items()[0], { focus: Boolean(list.dataset.at) });
else if (items().length === 1) goTo(items()[0], { focus: false });
