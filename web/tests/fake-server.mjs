// A small stand-in for the bot: the same routes over a script of replies, for tests of the client and for looking at
// the page without Python. `node tests/fake-server.mjs 5690` serves what is built, too.

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const BUILT = new URL("../../bot/serving/web/built/", import.meta.url);
const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };

/** Start it. `reply(text)` gives the entries to a message, without `n`; `fault` may answer a request in its place. */
export async function fakeServer({ reply = echo, port = 0, delay = 0 } = {}) {
  const sessions = new Map();
  const requests = [];
  const fake = { sessions, requests, fault: undefined, stop, url: "", drop };

  const server = createServer(async (request, response) => {
    const body = await read(request);
    const url = new URL(request.url, "http://here");
    const key = `${request.method} ${url.pathname.replace("/webhooks/web", "")}`;
    requests.push({ key, body });
    const json = (status, value, headers = {}) => response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(value));
    if (fake.fault?.({ key, json, response, request })) return;
    if (key === "POST /session") {
      const token = randomUUID();
      const opened = { log: [], ids: new Map(), streams: new Set(), last: 0 };
      sessions.set(token, opened);
      append(opened, GREETING);
      return json(201, { token, events: opened.log });
    }
    if (!url.pathname.startsWith("/webhooks/web")) return file(url.pathname, response);
    const token = request.headers.authorization?.replace("Bearer ", "");
    const session = sessions.get(token);
    if (!session) return json(401, { error: "no-session", text: "no session" });
    if (key === "POST /message") return message(session, body, json);
    if (key === "GET /events") return stream(session, url, response);
    if (key === "POST /start-over") return empty(session, json);
    if (key === "POST /consent") session.agree = body.agree;
    if (key.endsWith("/consent")) return json(200, { agree: session.agree ?? false });
    sessions.delete(token);
    tell(session, "gone", {});
    session.streams.forEach((open) => open.end());
    response.writeHead(204).end();
  });

  function message(session, { id, text, choice, button }, json) {
    if (!session.ids.has(id)) {
      const said = text ?? session.log.find(({ n }) => n === choice).buttons[button].title;
      session.ids.set(id, append(session, { id, from: "you", text: said }));
      tell(session, "typing", { on: true });
      setTimeout(() => answer(session, said), delay);
    }
    json(202, { n: session.ids.get(id) });
  }

  function answer(session, said) {
    reply(said).forEach((entry) => append(session, { id: null, from: "bot", ...entry }));
    tell(session, "typing", { on: false });
  }

  function append(session, entry) {
    const numbered = { n: ++session.last, at: new Date().toISOString(), ...entry };
    session.log.push(numbered);
    tell(session, "message", numbered);
    return numbered.n;
  }

  function tell(session, name, value) {
    session.streams.forEach((open) => open.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`));
  }

  function stream(session, url, response) {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": here\n\n");
    session.log.filter(({ n }) => n > Number(url.searchParams.get("after"))).forEach((entry) => response.write(`event: message\ndata: ${JSON.stringify(entry)}\n\n`));
    session.streams.add(response);
    response.on("close", () => session.streams.delete(response));
  }

  function empty(session, json) {
    tell(session, "reset", { n: session.last });
    session.log.length = 0;
    append(session, GREETING);
    json(200, { n: session.last, events: session.log });
  }

  /** Break all streams off, as a lost network does. */
  function drop() {
    sessions.forEach(({ streams }) => streams.forEach((open) => open.destroy()));
  }

  function stop() {
    drop();
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  }

  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  fake.url = `http://127.0.0.1:${server.address().port}`;
  return fake;
}

const GREETING = { id: null, from: "bot", text: "Hello", buttons: [{ title: "Topic" }], custom: { kind: "chat", id: "greet", title: "Hello", sources: [] } };

function echo(text) {
  return [{ text: `You said: ${text}`, buttons: [{ title: "More" }], custom: { kind: "chat", id: "echo", title: "Echo", sources: [] } }];
}

async function read(request) {
  let text = "";
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : undefined;
}

async function file(path, response) {
  const name = path === "/" ? "index.html" : path.slice(1);
  try {
    response.writeHead(200, { "Content-Type": TYPES[name.split(".").at(-1)] ?? "text/plain" });
    response.end(await readFile(new URL(name, BUILT)));
  } catch {
    response.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const replies = JSON.parse(await readFile(new URL("fake-replies.json", import.meta.url)));
  const reply = (text) => replies[text] ?? echo(text);
  console.log((await fakeServer({ reply, port: Number(process.argv[2] ?? 0), delay: 300 })).url);
}
