// What the page knows of the conversation, and how each thing that happens changes it. Pure: no network, no page.

export interface Source {
  section: string;
  edition: string;
  reviewed?: string;
}

/** A number to call: `number` as it stands in the reply, `dial` as an address, `label` for its button. */
export interface Phone {
  number: string;
  dial: string;
  label: string;
}

/** A word of the reply as it stands there, its name, and one sentence that explains it. */
export interface Term {
  said: string;
  name: string;
  explains: string;
}

export interface Mark {
  kind?: string;
  id?: string;
  title?: string;
  sources?: Source[];
  columns?: string[];
  rows?: string[][];
  phones?: Phone[];
  terms?: Term[];
}

/** A numbered entry of the conversation, as the server logs it. */
export interface Entry {
  n: number;
  id?: string | null;
  from: "you" | "bot";
  text: string;
  paragraphs?: string[];
  buttons?: { title: string }[];
  custom?: Mark | null;
  at?: string | number;
}

/** What the person sent and the server has not yet acknowledged. */
export interface Pending {
  id: string;
  text: string;
  choice?: { choice: number; button: number };
  /** Why the server will not take it; trying the same again is of no use. */
  refused?: string;
}

export type Link = "idle" | "open" | "reconnecting" | "offline";

export interface State {
  /** Entries of sessions that have ended, kept on the page so that nothing vanishes while it is read. */
  earlier: Entry[];
  entries: Entry[];
  /** The number up to which the server has deleted. */
  deleted: number;
  outbox: Pending[];
  typing: boolean;
  link: Link;
  /** Words of the server about a limit that passes by itself. */
  wait: string;
}

export type Happening =
  | { type: "said"; pending: Pending }
  | { type: "acknowledged"; id: string; n: number }
  | { type: "refused"; id: string; words: string }
  | { type: "slowed"; words: string }
  | { type: "entry"; entry: Entry }
  | { type: "typing"; on: boolean }
  | { type: "link"; link: Link }
  | { type: "reset"; n: number }
  | { type: "ended" }
  | { type: "dropped"; id: string }
  | { type: "cleared" };

export const START: State = { earlier: [], entries: [], deleted: 0, outbox: [], typing: false, link: "idle", wait: "" };

/** The state after something happened. The same happening twice changes nothing the second time. */
export function next(state: State, what: Happening): State {
  switch (what.type) {
    case "said":
      return { ...state, outbox: [...state.outbox, what.pending], wait: "" };
    case "acknowledged":
      return acknowledged(state, what.id, what.n);
    case "refused":
      return { ...state, outbox: state.outbox.map((p) => (p.id === what.id ? { ...p, refused: what.words } : p)) };
    case "slowed":
      return { ...state, wait: what.words };
    case "entry":
      return withEntry(state, what.entry);
    case "typing":
      return { ...state, typing: what.on };
    case "link":
      return { ...state, link: what.link };
    case "reset":
      return { ...state, earlier: [], entries: state.entries.filter(({ n }) => n > what.n), deleted: what.n };
    case "ended":
      return ended(state);
    case "dropped":
      return { ...state, outbox: without(state.outbox, what.id) };
    case "cleared":
      return START;
  }
}

/** The number to resume after: of the last entry before which none is missing. */
export function resumeAfter(state: State): number {
  let last = state.deleted;
  for (const { n } of state.entries) {
    if (n !== last + 1) break;
    last = n;
  }
  return last;
}

/** Whether a reply is still to come. */
export function isWaiting(state: State): boolean {
  const sending = state.outbox.some((pending) => !pending.refused);
  return state.typing || sending || unanswered(state.entries) !== undefined;
}

/** The entry whose buttons can be taken: the last reply, while nothing else is being asked. */
export function openChoices(state: State): number | undefined {
  const last = state.entries.at(-1);
  const asking = state.outbox.some((pending) => !pending.refused);
  return last?.from === "bot" && !asking ? last.n : undefined;
}

/** The person's last message, where no reply follows it. */
function unanswered(entries: Entry[]): Entry | undefined {
  const last = entries.at(-1);
  return last?.from === "you" ? last : undefined;
}

function acknowledged(state: State, id: string, n: number): State {
  const pending = state.outbox.find((p) => p.id === id);
  if (!pending) return state; // the stream told it first
  return withEntry({ ...state, wait: "" }, { n, id, from: "you", text: pending.text });
}

function withEntry(state: State, entry: Entry): State {
  const outbox = entry.id ? without(state.outbox, entry.id) : state.outbox;
  const settled = { ...state, outbox };
  if (entry.n <= state.deleted) return settled;
  const last = state.entries.at(-1);
  if (!last || last.n < entry.n) return { ...settled, entries: [...state.entries, entry] };
  const known = state.entries.find(({ n }) => n === entry.n);
  if (known?.text === entry.text) return settled;
  if (known) return { ...settled, entries: state.entries.map((e) => (e === known ? entry : e)) }; // cleaned by the server
  return { ...settled, entries: [...state.entries, entry].sort((a, b) => a.n - b.n) };
}

/** The server knows this conversation no more. What it had not answered is to be asked again in the next one. */
function ended(state: State): State {
  const open = unanswered(state.entries);
  const again: Pending[] = open ? [{ id: open.id ?? `again-${open.n}`, text: open.text }] : [];
  const outbox = [...again, ...state.outbox.map(({ choice: _, ...pending }) => pending)]; // choices were of that session
  const read = open ? state.entries.slice(0, -1) : state.entries;
  return { ...state, earlier: [...state.earlier, ...read], entries: [], deleted: 0, outbox, typing: false };
}

function without(outbox: Pending[], id: string): Pending[] {
  return outbox.some((p) => p.id === id) ? outbox.filter((p) => p.id !== id) : outbox;
}
