// The conversation as a clean page of its own, for paper or a file, with the sources of every answer.

import { html, nothing, render, type TemplateResult } from "lit";
import { words } from "./given.ts";
import { plainText, split } from "./reply.ts";
import type { Entry } from "./state.ts";

const STYLE = `
  @page { margin: 18mm; }
  body { margin: 0; color: #000; background: #fff; font: 11.5pt/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  h1 { margin: 0 0 .2em; font-size: 1.5em; }
  h2 { margin: 1.4em 0 .3em; padding-top: .6em; border-top: 1px solid #888; font-size: 1.1em; break-after: avoid; }
  h3 { margin: .6em 0 .2em; font-size: 1em; }
  p { margin: 0 0 .6em; white-space: pre-line; }
  .note { padding: .6em .8em; border: 1px solid #555; }
  .urgent { border-inline-start: 4px solid #000; padding-inline-start: .8em; }
`;

/** The page: a heading, the date, what it is not, and what was said in turn. */
export function printView(entries: Entry[], now: Date): TemplateResult {
  return html`<main>
    <h1>${words("print_title")}</h1>
    <p>${words("printed", { date: now.toLocaleDateString(undefined, { dateStyle: "long" }) })}</p>
    <p class="note">${words("print_note")}</p>
    ${entries.map((entry) => (entry.from === "you" ? html`<h2>${words("you_said")}: ${entry.text}</h2>` : reply(entry)))}
  </main>`;
}

/** Open the browser's print window on that page only, whatever site it is embedded in. */
export async function print(entries: Entry[]): Promise<void> {
  document.getElementById(FRAME)?.remove();
  const frame = document.createElement("iframe");
  frame.id = FRAME;
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0", bottom: "0", left: "0" });
  document.body.append(frame);
  const { document: page, CSSStyleSheet: Sheet } = frame.contentWindow as Window & typeof globalThis;
  const sheet = new Sheet();
  sheet.replaceSync(STYLE);
  page.adoptedStyleSheets = [sheet];
  page.title = words("print_title");
  page.documentElement.lang = "en-US";
  render(printView(entries, new Date()), page.body, { creationScope: page });
  frame.contentWindow!.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  frame.contentWindow!.focus();
  frame.contentWindow!.print();
}

const FRAME = "waymark-print";

function reply(entry: Entry): TemplateResult {
  const mark = entry.custom ?? {};
  return html`<section class=${mark.kind === "urgent" ? "urgent" : "reply"}>
    ${mark.title && mark.kind !== "chat" ? html`<h3>${mark.title}</h3>` : nothing}
    ${split(plainText(entry)).map((text) => html`<p>${text}</p>`)}
  </section>`;
}
