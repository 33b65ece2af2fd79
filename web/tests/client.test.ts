import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { backOff, newId, openClient, type Client } from "../src/client.ts";
import { next, START, type Happening, type State } from "../src/state.ts";
import { memoryShelf, openStore, type Shelf } from "../src/store.ts";
// @ts-expect-error plain JavaScript, so that node runs it by itself
import { fakeServer } from "./fake-server.mjs";

let server: any;
let open: Client[];

/** A page: its state, and a client with quick attempts. */
function page(shelf: Shelf = memoryShelf(), backOff = (_: number) => 20) {
  const held = { state: START as State, happened: [] as Happening[] };
  const happen = (what: Happening) => {
    held.happened.push(what);
    held.state = next(held.state, what);
  };
  const store = openStore(shelf, server.url, 1e9);
  const client = openClient({ server: server.url, store, state: () => held.state, happen, backOff });
  open.push(client);
  const texts = () => held.state.entries.map((entry) => entry.text).filter((text) => text !== "Hello");
  return { client, store, held, texts, shelf };
}

const answered = (of: ReturnType<typeof page>, texts: string[]) => vi.waitFor(() => expect(of.texts()).toEqual(texts), 3000);
const posts = () => server.requests.filter(({ key }: any) => key === "POST /message");

beforeEach(async () => {
  server = await fakeServer();
  open = [];
});

afterEach(async () => {
  open.forEach((client) => client.pause());
  await server.stop();
});

test("nothing is asked of the server before the first message", async () => {
  page().client.resume();
  await new Promise((go) => setTimeout(go, 50));
  expect(server.requests).toEqual([]);
});

test("a question is answered", async () => {
  const one = page();
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  expect(one.held.state.outbox).toEqual([]);
});

test("a choice goes by number and index, never by its words", async () => {
  const one = page();
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  one.client.choose(one.held.state.entries[2], 0);
  await answered(one, ["hello", "You said: hello", "More", "You said: More"]);
  expect(posts()[1].body).toEqual({ id: expect.any(String), choice: 3, button: 0 });
});

test("several messages said at once arrive in order", async () => {
  const one = page();
  ["a", "b", "c"].forEach(one.client.say);
  await vi.waitFor(() => expect(one.held.state.entries).toHaveLength(7));
  expect(posts().map(({ body }: any) => body.text)).toEqual(["a", "b", "c"]);
});

test("a message whose acknowledgement was lost is handled once", async () => {
  const one = page();
  let lost = 0;
  server.fault = ({ key, response }: any) => {
    if (key !== "POST /message" || lost++) return false;
    const end = response.end.bind(response);
    response.end = () => (response.destroy(), end);
    return false;
  };
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  await vi.waitFor(() => expect(one.held.state.outbox).toEqual([]));
  expect([...server.sessions.values()][0].log).toHaveLength(3);
});

test("a reload shows the conversation again", async () => {
  const one = page();
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  one.client.pause();
  const again = page(one.shelf);
  again.client.resume();
  await answered(again, ["hello", "You said: hello"]);
});

/** A conversation of one question, in two tabs. */
async function twoTabs() {
  const one = page();
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  const two = page(one.shelf);
  two.client.resume();
  await answered(two, ["hello", "You said: hello"]);
  return [one, two];
}

test("a second tab follows", async () => {
  const [one, two] = await twoTabs();
  two.client.say("from two");
  await answered(one, ["hello", "You said: hello", "from two", "You said: from two"]);
});

test("a broken stream is taken up where it broke off, and nothing is shown twice", async () => {
  const one = page();
  one.client.say("a");
  await answered(one, ["a", "You said: a"]);
  server.drop();
  one.client.say("b");
  await answered(one, ["a", "You said: a", "b", "You said: b"]);
  const told = one.held.happened.filter((what) => what.type === "entry" && what.entry.text.startsWith("You"));
  expect(told).toHaveLength(2);
});

test("a server that forgot the session: what was said stays, and the question gets its answer", async () => {
  const one = page();
  one.client.say("a");
  await answered(one, ["a", "You said: a"]);
  server.sessions.clear();
  one.client.say("b");
  await answered(one, ["b", "You said: b"]);
  expect(one.held.state.earlier.map((entry) => entry.text)).toEqual(["Hello", "a", "You said: a"]);
});

test("a server that was away for long and then forgot the session is asked anew at once", async () => {
  const one = page(memoryShelf(), (attempt) => (attempt < 3 ? 10 : 60_000));
  one.client.say("a");
  await answered(one, ["a", "You said: a"]);
  let times = 0;
  server.fault = ({ key, response }: any) => key === "POST /message" && times++ < 3 && (response.destroy(), true);
  server.sessions.clear();
  one.client.say("b");
  await answered(one, ["b", "You said: b"]);
});

const PASSING: Record<string, (json: any, response: any) => void> = {
  "server error": (json) => json(500, {}),
  "no JSON": (_, response) => response.writeHead(502).end("<html>"),
  "connection cut": (_, response) => response.destroy(),
  "too many": (json) => json(429, { error: "slow-down", text: "One moment." }, { "Retry-After": "0" }),
};

test.each(Object.entries(PASSING))("tried again after: %s", async (_, answer) => {
  const one = page();
  let times = 0;
  server.fault = ({ key, json, response }: any) => key === "POST /message" && times++ < 3 && (answer(json, response), true);
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  expect(times).toBe(4);
});

test("the server's words about a limit are told", async () => {
  const one = page();
  server.fault = ({ key, json }: any) => key === "POST /message" && (json(429, { text: "One moment." }, { "Retry-After": "60" }), true);
  one.client.say("hello");
  await vi.waitFor(() => expect(one.held.state.wait).toBe("One moment."));
  server.fault = undefined;
  one.client.retry(); // a person need not wait
  await answered(one, ["hello", "You said: hello"]);
  expect(one.held.state.wait).toBe("");
});

test("what is refused for good is told and not tried again", async () => {
  const one = page();
  server.fault = ({ key, json }: any) => key === "POST /message" && (json(413, { text: "Too long." }), true);
  one.client.say("hello");
  await vi.waitFor(() => expect(one.held.state.outbox[0]?.refused).toBe("Too long."));
  expect(posts()).toHaveLength(1);
});

test("deleted: gone from page, browser and server", async () => {
  const one = page();
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  await one.client.forget();
  expect([one.held.state, one.store.token(), server.sessions.size]).toEqual([START, undefined, 0]);
});

test("deleted in one tab: gone from the other", async () => {
  const [one, two] = await twoTabs();
  await one.client.forget();
  await vi.waitFor(() => expect(two.held.state).toEqual(START));
});

test("a topic before there is a session goes to the greeting", async () => {
  const one = page();
  one.client.choose({ n: 1, from: "bot", text: "Hello", buttons: [{ title: "Topic" }] }, 0);
  await answered(one, ["Topic", "You said: Topic"]);
});

test("deleting that did not reach the server is told, and can be tried again", async () => {
  const one = page();
  one.client.say("hello");
  await answered(one, ["hello", "You said: hello"]);
  server.fault = ({ response }: any) => (response.destroy(), true);
  await expect(one.client.forget()).rejects.toThrow();
  expect(one.store.token()).toBeDefined();
  server.fault = undefined;
  await one.client.forget();
  expect(server.sessions.size).toBe(0);
});

test("started over: empty, and the session goes on", async () => {
  const one = page();
  one.client.say("a");
  await answered(one, ["a", "You said: a"]);
  await one.client.startOver();
  one.client.say("b");
  await answered(one, ["b", "You said: b"]);
  expect(server.sessions.size).toBe(1);
});

test("consent: off at first, as the server has it, in every tab", async () => {
  const one = page();
  expect(await one.client.agreed()).toBe(false);
  expect(await one.client.agree(false)).toBe(false);
  expect(server.requests).toEqual([]); // who agrees to nothing opens no session
  expect(await one.client.agree(true)).toBe(true);
  const tab = page(one.shelf);
  expect(await tab.client.agreed()).toBe(true);
  await tab.client.agree(false);
  expect(await one.client.agreed()).toBe(false);
});

test("a consent that the server did not take rejects", async () => {
  const one = page();
  server.fault = ({ key, response }: any) => key === "POST /consent" && (response.destroy(), true);
  await expect(one.client.agree(true)).rejects.toThrow();
});

test("attempts are further and further apart, to 30 s", () => {
  expect([0, 1, 2, 6, 50].map((attempt) => backOff(attempt, () => 0.5))).toEqual([500, 1000, 2000, 30000, 30000]);
});

test("ids are uuids, also where the browser has no randomUUID", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(newId()).toMatch(uuid);
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) });
  expect(newId()).toMatch(uuid);
  vi.unstubAllGlobals();
});
