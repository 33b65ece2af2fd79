// The conversation's way to the server: its session, the outbox, and the stream of what is said.

import { EventSourceParserStream } from "eventsource-parser/stream";
import { resumeAfter, type Entry, type Happening, type Pending, type State } from "./state.ts";
import type { Store } from "./store.ts";

/** What the client works with; tests hand in their own. */
export interface Surroundings {
  /** Where the server is: an origin, "" for the page's own. */
  server: string;
  store: Store;
  state: () => State;
  happen: (what: Happening) => void;
  /** Called when the session was deleted elsewhere. */
  gone?: () => void;
  fetch?: typeof fetch;
  /** Milliseconds to wait before the attempt with this number. */
  backOff?: (attempt: number) => number;
}

export interface Client {
  /** Show the conversation that the browser has a token of, if any. */
  resume(): void;
  say(text: string): void;
  choose(entry: Entry, button: number): void;
  /** Try at once what would be tried later. */
  retry(): void;
  /** Forget the conversation on the server and go on with an empty one. Rejects where the server did not do it. */
  startOver(): Promise<void>;
  /** Delete the conversation on the server and in this browser. Rejects where the server did not do it. */
  forget(): Promise<void>;
  /** Whether the server may note questions asked in vain; it says so itself, for another tab may have changed it. */
  agreed(): Promise<boolean>;
  /** Allow it, or no longer. Rejects where the server did not take it. */
  agree(yes: boolean): Promise<boolean>;
  /** Forget it in this tab only, because another tab deleted it. */
  leave(): void;
  /** Stop listening for now; `resume` takes it up again. */
  pause(): void;
}

/** The server's answer that is no success. */
class Refusal extends Error {
  constructor(readonly status: number, readonly words: string, readonly after: number) {
    super(`HTTP ${status}`);
  }
}

const SILENCE = 30_000; // milliseconds; the server's heartbeat comes each 15 s
const PATIENCE = 20_000; // milliseconds until a request is given up
const LONGEST_WAIT = 30_000; // milliseconds between two attempts
const LOST = 401;
const SLOW_DOWN = 429;
const BASE = "/webhooks/web";

/** Attempts at 0.5, 1, 2, 4 ... 30 s, each moved a little so that not all pages come back at once. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_WAIT, 500 * 2 ** attempt) * (0.75 + random() / 2);
}

export function openClient(around: Surroundings): Client {
  const { server, store, state, happen } = around;
  const pauseBefore = around.backOff ?? backOff;
  const get = around.fetch ?? fetch.bind(globalThis);
  let listening: AbortController | undefined;
  let sending = false;
  let wake = () => {}; // ends the waiting before the next attempt

  async function request(method: string, path: string, body?: object, signal = AbortSignal.timeout(PATIENCE)): Promise<Response> {
    const token = store.token();
    const response = await get(server + BASE + path, {
      method,
      signal,
      credentials: "omit",
      cache: "no-store",
      keepalive: method !== "GET", // a page that is left still delivers what was said
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { "Content-Type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    if (response.ok) return response;
    const told = await response.json().catch(() => ({}));
    throw new Refusal(response.status, String(told?.text ?? ""), Number(response.headers.get("Retry-After")) * 1000);
  }

  /** A session, if need be a new one. Tabs that open one at the same time get the same. */
  async function openSession(): Promise<void> {
    await alone(async () => {
      if (store.token()) return;
      const opened = await (await request("POST", "/session", {})).json();
      store.keep(opened.token);
      tell(opened.events);
    });
    listen();
  }

  function lose(): void {
    stopListening();
    store.drop();
    happen({ type: "ended" });
  }

  /** Send what waits in the outbox, one after the other, until it is empty. */
  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let attempt = 0, losses = 0, pending; (pending = nextToSend(state())); ) {
      try {
        await openSession();
        await deliver(pending);
        store.touch();
        attempt = losses = 0;
      } catch (error) {
        if (isLost(error)) {
          lose();
          if (losses++) await wait(pauseBefore(losses)); // a server that refuses its own new sessions is not stormed
        } else if (isFinal(error)) happen({ type: "refused", id: pending.id, words: error.words });
        else {
          tellTrouble(error);
          await wait(error instanceof Refusal && error.after ? error.after : pauseBefore(attempt));
        }
        attempt++;
      }
    }
    sending = false;
  }

  async function deliver({ id, text, choice }: Pending): Promise<void> {
    const response = await request("POST", "/message", choice ? { id, ...choice } : { id, text });
    const { n } = await response.json();
    happen({ type: "acknowledged", id, n });
    happen({ type: "link", link: "open" });
  }

  function tellTrouble(error: unknown): void {
    if (error instanceof Refusal && error.status === SLOW_DOWN) happen({ type: "slowed", words: error.words });
    else happen({ type: "link", link: isOffline() ? "offline" : "reconnecting" });
  }

  /** Read the stream for as long as there is a session, and take it up again where it broke off. */
  async function listen(): Promise<void> {
    if (listening) return;
    const mine = (listening = new AbortController());
    for (let attempt = 0; !mine.signal.aborted && store.token(); attempt++) {
      try {
        for await (const _ of readStream(mine.signal)) attempt = 0;
      } catch (error) {
        if (mine.signal.aborted) break;
        if (isLost(error)) {
          lose();
          send(); // what had no answer is asked again
          break;
        }
        if (attempt) tellTrouble(error); // a stream that ends once, such as after a sleep, is no trouble yet
      }
      await wait(attempt ? pauseBefore(attempt) : 100, mine.signal);
    }
    if (listening === mine) listening = undefined;
  }

  /** One connection of the stream; yields whenever something comes in. */
  async function* readStream(stop: AbortSignal): AsyncGenerator<void> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), PATIENCE);
    const response = await request("GET", `/events?after=${resumeAfter(state())}`, undefined, AbortSignal.any([stop, silence.signal]));
    happen({ type: "link", link: "open" });
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        out.enqueue(chunk);
      },
    });
    const events = response
      .body!.pipeThrough(heard)
      .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    try {
      for (let part; !(part = await events.read()).done; ) {
        take(part.value.event, part.value.data);
        yield;
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  function take(name: string | undefined, data: string): void {
    const told = JSON.parse(data);
    if (name === "message") tell([told]);
    else if (name === "typing") happen({ type: "typing", on: told.on });
    else if (name === "reset") happen({ type: "reset", n: told.n });
    else if (name === "gone") deletedElsewhere();
  }

  function tell(entries: Entry[]): void {
    entries.forEach((entry) => happen({ type: "entry", entry }));
  }

  /** The session was deleted in another tab, or by its time limit: nothing of it stays on the page. */
  function deletedElsewhere(): void {
    store.drop();
    leave();
    around.gone?.();
  }

  function stopListening(): void {
    listening?.abort();
    listening = undefined;
  }

  function wait(milliseconds: number, stop?: AbortSignal): Promise<void> {
    return new Promise((go) => {
      const before = wake;
      const done = () => {
        clearTimeout(timer);
        go();
      };
      const timer = setTimeout(done, milliseconds);
      stop?.addEventListener("abort", done, { once: true });
      wake = () => {
        before();
        done();
      };
    });
  }

  function retry(): void {
    const woken = wake;
    wake = () => {};
    woken();
    listen();
    send();
  }

  function offer(pending: Pending): void {
    happen({ type: "said", pending });
    send();
  }

  function leave(): void {
    stopListening();
    happen({ type: "cleared" });
  }

  return {
    resume: () => void (store.token() && listen()),
    say: (text) => offer({ id: newId(), text }),
    choose: (entry, button) =>
      offer({ id: newId(), text: entry.buttons![button].title, choice: { choice: entry.n, button } }),
    retry,
    async startOver() {
      if (!store.token()) return happen({ type: "cleared" });
      try {
        const { n, events } = await (await request("POST", "/start-over", {})).json();
        happen({ type: "reset", n: n - 1 });
        tell(events);
      } catch (error) {
        if (!isLost(error)) throw error;
        store.drop();
        leave();
      }
    },
    async forget() {
      stopListening(); // or the stream would tell this tab what it does itself
      try {
        if (store.token()) await request("DELETE", "/session");
      } catch (error) {
        listen();
        if (!isLost(error)) throw error;
      }
      store.drop();
      leave();
    },
    async agreed() {
      if (!store.token()) return false;
      return (await (await request("GET", "/consent")).json()).agree === true;
    },
    async agree(yes) {
      if (yes) await openSession();
      if (!store.token()) return false;
      return (await (await request("POST", "/consent", { agree: yes })).json()).agree === true;
    },
    leave,
    pause: stopListening,
  };
}

function nextToSend(state: State): Pending | undefined {
  return state.outbox.find((pending) => !pending.refused);
}

/** Whether the server will refuse the same message again. */
function isFinal(error: unknown): error is Refusal {
  return error instanceof Refusal && error.status >= 400 && error.status < 500 && error.status !== SLOW_DOWN && error.status !== 408;
}

function isLost(error: unknown): boolean {
  return error instanceof Refusal && error.status === LOST;
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

async function alone(work: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks; // only there on secure pages
  await (locks ? locks.request("waymark-session", work) : work());
}

/** An id that nobody can guess; `randomUUID` is not there on plain http away from this machine. */
export function newId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40; // version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
