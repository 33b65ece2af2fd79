// One entry of the conversation, drawn. Everything said is set as text, never as markup.

import { html, nothing, type TemplateResult } from "lit";
import { given, words } from "./given.ts";
import { icon } from "./icons.ts";
import { parts, pieces, type Parts, type Piece, type Row, type Table } from "./reply.ts";
import type { Entry, Source, Term } from "./state.ts";

/** What an entry may ask of the page. */
export interface Doing {
  choose(entry: Entry, button: number): void;
  copy(entry: Entry): void;
  /** The term that is explained now, and the entry it was tapped in. */
  explained?: { key: string; said: string };
  explain(key: string, term: Term): void;
}

/** An entry: what the person said, or a reply. Its choices can be taken only where `open`. */
export function entryView(entry: Entry, key: string, open: boolean, doing: Doing): TemplateResult {
  return entry.from === "you" ? yoursView(entry.text) : replyView(entry, key, open, doing);
}

/** What the person said; `note` tells what became of it. */
export function yoursView(text: string, note = ""): TemplateResult {
  return html`<article class="you">
    <p class="unseen">${words("you_said")}</p>
    <p dir="auto">${text}</p>
    ${note ? html`<p class="note">${note}</p>` : nothing}
  </article>`;
}

function replyView(entry: Entry, key: string, open: boolean, doing: Doing): TemplateResult {
  const told = parts(entry);
  const line = (text: string) => paragraphView(text, told, key, doing);
  return html`<article class="bot ${told.urgent ? "urgent" : ""}">
    <p class="unseen">${words("bot_said")}</p>
    ${told.urgent ? html`<p class="flag">${icon("alert")}${words("urgent")}</p>` : nothing}
    ${told.title && !(told.urgent && told.title === words("urgent")) ? html`<h2>${told.title}</h2>` : nothing}
    ${told.paragraphs.slice(0, told.lead).map(line)}
    ${told.urgent && told.phones.length ? callsView(told) : nothing}
    ${told.table ? tableView(told.table, told.title) : nothing}
    ${told.paragraphs.slice(told.lead).map(line)}
    ${told.sources.length ? sourcesView(told.sources) : nothing}
    ${open && told.choices.length ? choicesView(entry, told, doing) : nothing}
    ${entry.custom?.kind === "answer" || entry.custom?.kind === "lookup" ? copyView(entry, doing) : nothing}
  </article>`;
}

function copyView(entry: Entry, doing: Doing): TemplateResult {
  return html`<p class="tools">
    <button type="button" class="quiet" @click=${() => doing.copy(entry)}>${icon("copy")}${words("copy")}</button>
  </p>`;
}

/** A paragraph with its numbers to call and its explained words; the explanation opens right below it. */
function paragraphView(text: string, told: Parts, key: string, doing: Doing): TemplateResult {
  const cut = pieces(text, told.phones, told.terms);
  const opened = doing.explained?.key === key ? cut.find((piece) => termOf(piece)?.said === doing.explained?.said) : undefined;
  const term = opened && termOf(opened);
  return html`<p dir="auto">${cut.map((piece) => pieceView(piece, piece === opened, key, doing))}</p>
    ${term ? explanationView(term, key, doing) : nothing}`;
}

function termOf(piece: Piece): Term | undefined {
  return "term" in piece ? piece.term : undefined;
}

function pieceView(piece: Piece, opened: boolean, key: string, doing: Doing): TemplateResult | string {
  if ("phone" in piece) return html`<a href=${telephone(piece.phone.dial)}>${piece.text}</a>`;
  if (!("term" in piece)) return piece.text;
  const { term } = piece;
  const explain = () => doing.explain(key, term);
  // No <button>: that is a block to browsers, and a long name could not go over two lines.
  return html`<span role="button" tabindex="0" class="term" aria-expanded=${opened} title=${words("term", { term: term.name })}
    @click=${explain} @keydown=${onPress(explain)}>${piece.text}</span>`;
}

function onPress(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
}

function explanationView(term: Term, key: string, doing: Doing): TemplateResult {
  return html`<div class="explanation" role="status">
    <p><strong>${words("term", { term: term.name })}</strong><br />${term.explains}</p>
    <button type="button" class="quiet" @click=${() => doing.explain(key, term)}>${icon("close")}${words("close")}</button>
  </div>`;
}

function callsView({ phones }: Parts): TemplateResult {
  return html`<p class="calls">
    ${phones.map(({ dial, label }) => html`<a class="call" href=${telephone(dial)}>${icon("phone")}${label}</a>`)}
  </p>`;
}

/** Nothing but a telephone number, whatever the server sent. */
function telephone(dial: string): string {
  return `tel:${dial.replace(/^tel:/, "").replace(/[^\d+]/g, "")}`;
}

function sourcesView(sources: Source[]): TemplateResult {
  return html`<aside class="sources" aria-label=${words("sources")}>
    ${icon("book")}
    <div>
      <p class="small">${words("sources")}</p>
      ${sources.map(({ section, edition }) => html`<p>${words("source", { section, edition })}</p>`)}
    </div>
  </aside>`;
}

function choicesView(entry: Entry, { choices, numbered }: Parts, doing: Doing): TemplateResult {
  const answers = entry.custom?.kind === "answer" || entry.custom?.kind === "lookup";
  const label = entry.custom?.id === given.greeting.custom?.id ? "topics" : answers ? "related" : "choices";
  return html`<div class="choices">
    <p class="small" id="choices-${entry.n}">${words(label)}</p>
    <ul role="list" aria-labelledby="choices-${entry.n}">
      ${choices.map(
        (title, index) => html`<li>
          <button type="button" @click=${() => doing.choose(entry, index)}>
            ${numbered ? html`<span class="number">${index + 1}.</span> ` : nothing}${title}
          </button>
        </li>`,
      )}
    </ul>
  </div>`;
}

function tableView(table: Table, title: string): TemplateResult {
  const name = words("table_of", { title });
  if (table.leads) return gridView(table, name);
  return html`<details class="more">
    <summary>${words("table_show", { title })}</summary>
    ${gridView(table, name)}
  </details>`;
}

// The roles are named because the narrow layout takes the table's display, and with it the roles, away.
function gridView({ columns, rows }: Table, name: string): TemplateResult {
  return html`<table role="table" aria-label=${name}>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((column, i) => (column || i ? html`<th role="columnheader" scope="col">${column}</th>` : html`<td role="cell"></td>`))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map((row) => rowView(row, columns))}
    </tbody>
  </table>`;
}

function rowView({ name, cells, same }: Row, columns: string[]): TemplateResult {
  return html`<tr role="row">
    <th role="rowheader" scope="row">${name}</th>
    ${same
      ? html`<td role="cell" colspan=${cells.length} aria-colspan=${cells.length}><span class="column">${words("same")}</span>${cells[0]}</td>`
      : cells.map((cell, i) => html`<td role="cell">${cells.length > 1 ? html`<span class="column" aria-hidden="true">${columns[i + 1]}</span>` : nothing}${cell}</td>`)}
  </tr>`;
}
