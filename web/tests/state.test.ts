import { describe, expect, test } from "vitest";
import { isWaiting, next, openChoices, resumeAfter, START, type Entry, type Happening, type State } from "../src/state.ts";

const you = (n: number, id = `y${n}`): Entry => ({ n, id, from: "you", text: `question ${n}` });
const bot = (n: number): Entry => ({ n, id: `b${n}`, from: "bot", text: `answer ${n}` });
const said = (id: string, choice?: { choice: number; button: number }): Happening => ({
  type: "said",
  pending: { id, text: `text ${id}`, ...(choice && { choice }) },
});
const entry = (e: Entry): Happening => ({ type: "entry", entry: e });
const after = (...happenings: Happening[]): State => happenings.reduce(next, START);
const shape = (s: State) => ({
  earlier: s.earlier.map((e) => e.n),
  entries: s.entries.map((e) => e.n),
  outbox: s.outbox.map((p) => p.id),
  waiting: isWaiting(s),
  choices: openChoices(s),
  resume: resumeAfter(s),
});

const CASES: Record<string, [Happening[], Partial<ReturnType<typeof shape>>]> = {
  "said waits in the outbox": [[said("a")], { outbox: ["a"], waiting: true }],
  "acknowledged becomes an entry, and a reply is to come": [
    [said("a"), { type: "acknowledged", id: "a", n: 1 }],
    { outbox: [], entries: [1], waiting: true },
  ],
  "the stream may tell it before the acknowledgement": [
    [said("a"), entry(you(1, "a")), { type: "acknowledged", id: "a", n: 1 }],
    { outbox: [], entries: [1] },
  ],
  "the reply ends the waiting and its choices are open": [
    [entry(you(1)), { type: "typing", on: true }, entry(bot(2)), { type: "typing", on: false }],
    { waiting: false, choices: 2, resume: 2 },
  ],
  "an entry told twice is shown once": [[entry(you(1)), entry(bot(2)), entry(bot(2)), entry(you(1))], { entries: [1, 2] }],
  "entries out of order are put in order": [[entry(bot(2)), entry(you(1))], { entries: [1, 2], resume: 2 }],
  "a gap is filled by resuming before it": [[entry(you(1)), entry(bot(3))], { resume: 1 }],
  "two messages wait in the order they were said": [[said("a"), said("b")], { outbox: ["a", "b"] }],
  "a refused message is waited for no more": [
    [said("a"), { type: "refused", id: "a", words: "too long" }],
    { outbox: ["a"], waiting: false },
  ],
  "a dropped message is gone": [[said("a"), { type: "dropped", id: "a" }], { outbox: [], waiting: false }],
  "an ended session stays readable": [[entry(you(1)), entry(bot(2)), { type: "ended" }], { earlier: [1, 2], entries: [], resume: 0 }],
  "what an ended session had not answered is asked again": [
    [entry(you(1)), { type: "ended" }],
    { earlier: [], entries: [], outbox: ["y1"], waiting: true },
  ],
  "choices of the last reply are shut while the next is under way": [
    [entry(you(1)), entry(bot(2)), said("a")],
    { choices: undefined },
  ],
  "a reset drops what the server deleted": [
    [entry(you(1)), entry(bot(2)), { type: "reset", n: 2 }, entry(bot(2)), entry(bot(3))],
    { entries: [3], resume: 3 },
  ],
  "an ended session counts anew": [[{ type: "reset", n: 7 }, entry(bot(8)), { type: "ended" }], { earlier: [8], resume: 0 }],
  "cleared leaves nothing": [[entry(you(1)), said("a"), { type: "ended" }, { type: "cleared" }], shape(START)],
};

describe("state", () => {
  test.each(Object.entries(CASES))("%s", (_, [happenings, expected]) => {
    expect(shape(after(...happenings))).toMatchObject(expected);
  });

  test("the text as the server cleaned it is shown", () => {
    const state = after(said("a"), { type: "acknowledged", id: "a", n: 1 }, entry({ ...you(1, "a"), text: "cleaned" }));
    expect(state.entries.map(({ text }) => text)).toEqual(["cleaned"]);
  });

  test("a choice of an ended session is asked by its words", () => {
    const state = after(entry(bot(1)), said("a", { choice: 1, button: 0 }), { type: "ended" });
    expect(state.outbox).toEqual([{ id: "a", text: "text a" }]);
  });
});
