// The conversation on the page. Every sentence a person reads is in index.html or comes from the server.

const ADDRESS = "/webhooks/rest/webhook";
const PATIENCE = 20_000; // milliseconds until an answer is given up
const QUIET = 400; // milliseconds before the waiting text shows, so that quick answers do not flicker
const HELP_LINES = /\b(911|988)\b/;

const sender = newSender(); // kept in memory only: another page load is another conversation
const [log, status, trouble, form, message, limit] = ["log", "status", "trouble", "form", "message", "limit"].map(
  (id) => document.getElementById(id),
);
let waiting = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  message.focus();
  const text = message.value.trim();
  if (!text || waiting) return;
  message.value = "";
  showLimit();
  say(text);
});

message.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

message.addEventListener("input", showLimit);

log.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || waiting) return;
  keepFocus();
  say(button.dataset.payload, button.textContent);
});

/** Show what the person says, and ask for the answer to it. */
function say(text, shown = text) {
  const question = copy("you-said");
  question.append(paragraph(shown));
  log.append(question);
  ask(text, question);
}

/** Send a text, and show the reply below the question, or the trouble with a way to try again. */
async function ask(text, question) {
  setWaiting(true);
  trouble.replaceChildren();
  question.scrollIntoView({ block: "nearest" });
  try {
    const reply = await fetchReply(text);
    log.querySelectorAll(".choices").forEach((old) => old.remove()); // they belong to what was asked before
    log.append(replyArticle(reply));
    question.scrollIntoView({ block: "start" });
  } catch (error) {
    console.error(error);
    showTrouble(text, question);
  } finally {
    setWaiting(false);
  }
}

/** The reply to a text: its paragraphs, its choices and its mark. */
async function fetchReply(text) {
  const response = await fetch(ADDRESS, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender, message: text }),
    signal: AbortSignal.timeout?.(PATIENCE),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  const entries = await response.json();
  const paragraphs = entries.flatMap((entry) => (entry.text ?? "").split(/\n\s*\n/)).filter((part) => part.trim());
  if (!paragraphs.length) throw new Error("empty reply");
  return {
    paragraphs,
    buttons: entries.flatMap((entry) => entry.buttons ?? []),
    mark: entries.find((entry) => entry.custom)?.custom ?? {},
  };
}

function replyArticle({ paragraphs, buttons, mark }) {
  const article = copy("waymark-said");
  const urgent = mark.kind === "urgent";
  if (urgent) {
    article.classList.add("urgent");
    article.append(copy("urgent-flag"));
  }
  if (mark.title && mark.kind !== "chat") article.append(element("h2", mark.title));
  article.append(...paragraphs.map((text) => paragraph(text, urgent)));
  if (mark.sources?.length) article.lastElementChild.classList.add("source"); // the text ends with its source line
  if (buttons.length) article.append(choices(buttons));
  return article;
}

function choices(buttons) {
  const list = copy("choices");
  for (const { title, payload } of buttons) {
    const button = element("button", title);
    button.type = "button";
    button.dataset.payload = payload ?? title;
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  return list;
}

/** A paragraph; its line breaks are kept by the style sheet. Help lines become links where asked for. */
function paragraph(text, withLinks = false) {
  const result = element("p");
  const parts = withLinks ? text.trim().split(HELP_LINES) : [text.trim()];
  result.append(...parts.map((part, index) => (index % 2 ? phoneLink(part) : part))); // odd parts are numbers
  return result;
}

function phoneLink(number) {
  const link = element("a", number);
  link.href = `tel:${number}`;
  return link;
}

function showTrouble(text, question) {
  trouble.replaceChildren(document.getElementById("no-answer").content.cloneNode(true));
  trouble.querySelector("button").addEventListener("click", () => {
    keepFocus();
    ask(text, question);
  });
  trouble.scrollIntoView({ block: "nearest" });
}

let waitingTimer;

function setWaiting(now) {
  waiting = now;
  document.body.classList.toggle("waiting", now);
  clearTimeout(waitingTimer);
  status.textContent = "";
  if (!now) return;
  waitingTimer = setTimeout(() => {
    status.textContent = status.dataset.waiting;
    status.scrollIntoView({ block: "nearest" });
  }, QUIET);
}

function showLimit() {
  limit.textContent = message.value.length >= message.maxLength ? limit.dataset.full : "";
}

/** After a button that goes away: back to the input, but not where that would open a keyboard on the screen. */
function keepFocus() {
  const target = matchMedia("(pointer: coarse)").matches ? log : message;
  target.focus({ preventScroll: true });
}

function newSender() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain http, away from localhost
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function copy(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}

function element(name, text = "") {
  const result = document.createElement(name);
  result.textContent = text;
  return result;
}
