// What of a reply is drawn, and how: pure, from an entry of the conversation to its parts.

import type { Entry, Phone, Source, Term } from "./state.ts";

/** A piece of a line: plain words, a number to call, or a word that is explained. */
export type Piece = { text: string } | { text: string; phone: Phone } | { text: string; term: Term };

export interface Table {
  columns: string[];
  rows: Row[];
  /** Whether it stands for paragraphs of the text; otherwise it repeats them and is shown when asked for. */
  leads: boolean;
}

export interface Row {
  name: string;
  cells: string[];
  /** All cells say the same, so it is said once. */
  same: boolean;
}

export interface Parts {
  urgent: boolean;
  title: string;
  paragraphs: string[];
  /** How many of the paragraphs come before the table. */
  lead: number;
  table?: Table;
  sources: Source[];
  phones: Phone[];
  terms: Term[];
  choices: string[];
  /** The choices are numbered, and their number may be typed. */
  numbered: boolean;
}

/** The parts of a reply: what is drawn as a card, a table or a button is left out of its paragraphs. */
export function parts(entry: Entry): Parts {
  const mark = entry.custom ?? {};
  const choices = (entry.buttons ?? []).map(({ title }) => title);
  const sources = mark.sources ?? [];
  const all = (entry.paragraphs ?? split(entry.text)).filter((text) => !namesAll(text, sources));
  const names = new Set((mark.rows ?? []).map(([name]) => name).filter(Boolean));
  const inTable = (text: string) => names.has(firstLine(text)) && text.includes("\n");
  const leads = all.some(inTable);
  const told = all.filter((text) => !inTable(text));
  const paragraphs = told.filter((text) => !isListOf(text, choices));
  return {
    urgent: mark.kind === "urgent",
    title: mark.kind && mark.kind !== "chat" ? (mark.title ?? "") : "",
    paragraphs,
    lead: leads ? all.findIndex(inTable) : paragraphs.length,
    table: table(mark.columns ?? [], mark.rows ?? [], leads),
    sources,
    phones: mark.phones ?? [],
    terms: mark.terms ?? [],
    choices,
    numbered: told.length > paragraphs.length,
  };
}

/** Paragraphs of a text; a blank line parts them. */
export function split(text: string): string[] {
  return text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
}

/**
 * A text cut at the numbers to call and the words to explain; joined, the pieces are the text again.
 * Each word is marked where it stands first, as a word of its own; of two that overlap, the longer.
 */
export function pieces(text: string, phones: Phone[], terms: Term[]): Piece[] {
  const marks = [
    ...phones.map((phone) => ({ found: phone.number, phone })),
    ...terms.map((term) => ({ found: term.said, term })),
  ].sort((a, b) => b.found.length - a.found.length);
  const used = new Set<string>();
  const result: Piece[] = [];
  let plain = 0;
  for (let at = 0; at < text.length; ) {
    const mark = marks.find(({ found }) => !used.has(found) && standsAt(text, found, at));
    if (!mark) {
      at++;
      continue;
    }
    if (at > plain) result.push({ text: text.slice(plain, at) });
    const { found, ...what } = mark;
    result.push({ text: text.slice(at, at + found.length), ...what } as Piece);
    if ("term" in mark) used.add(found);
    plain = at += found.length;
  }
  if (plain < text.length) result.push({ text: text.slice(plain) });
  return result;
}

/** The reply as plain words, for copying. */
export function plainText(entry: Entry): string {
  return entry.paragraphs?.length ? entry.paragraphs.join("\n\n") : entry.text;
}

function standsAt(text: string, found: string, at: number): boolean {
  const end = at + found.length;
  const same = text.slice(at, end).toLowerCase() === found.toLowerCase();
  return same && found.length > 0 && !isWordSign(text[at - 1]) && !isWordSign(text[end]);
}

function isWordSign(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0].trim();
}

/** Whether a short paragraph only names the sources, which the card does better. */
function namesAll(text: string, sources: Source[]): boolean {
  if (!sources.length || text.includes("\n")) return false;
  const named = sources.flatMap(({ section, edition }) => [section, edition]);
  const longest = 60 + named.join("").length * 2; // the words around the names
  return text.length <= longest && named.every((name) => text.includes(name)) && /^\S+:/.test(text);
}

/** Whether the lines of a paragraph are the choices, each after its number. */
function isListOf(text: string, choices: string[]): boolean {
  const lines = text.split("\n");
  return choices.length > 0 && lines.length === choices.length && lines.every((line, i) => line.trim() === `${i + 1}. ${choices[i]}`);
}

function table(columns: string[], rows: string[][], leads: boolean): Table | undefined {
  if (rows.length < 2 || columns.length < 2) return undefined; // one row says no more than the text
  return { columns, leads, rows: rows.map(([name, ...cells]) => ({ name, cells, same: isSame(cells) })) };
}

function isSame(cells: string[]): boolean {
  return cells.length > 1 && cells.every((cell) => cell === cells[0]);
}
