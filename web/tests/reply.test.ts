import { expect, test } from "vitest";
import { parts, pieces } from "../src/reply.ts";
import type { Entry, Mark } from "../src/state.ts";

const SOURCE = { section: "Diagnosis", edition: "2021" };
const reply = (text: string, custom: Mark = {}, titles: string[] = []): Entry => ({
  n: 1, from: "bot", text, custom, buttons: titles.map((title) => ({ title })),
});

const PARAGRAPHS: Record<string, [Entry, string[]]> = {
  "blank lines part them": [reply("a\n\nb\nc"), ["a", "b\nc"]],
  "the source line is a card": [reply("a\n\nSource: Guide, Diagnosis, 2021 edition", { sources: [SOURCE] }), ["a"]],
  "a sentence that names the section stays": [
    reply("Diagnosis is told in the 2021 edition.", { sources: [SOURCE] }),
    ["Diagnosis is told in the 2021 edition."],
  ],
  "without sources the line stays": [reply("a\n\nSource: none"), ["a", "Source: none"]],
  "numbered choices are buttons": [reply("Which?\n\n1. x\n2. y", {}, ["x", "y"]), ["Which?"]],
  "another list stays": [reply("Which?\n\n1. x\n2. z", {}, ["x", "y"]), ["Which?", "1. x\n2. z"]],
  "what a table tells is left to it": [
    reply("Side by side.\n\nUse\nx: one\n\nNote.", { columns: ["", "x", "y"], rows: [["Use", "one", "two"], ["Form", "a", "b"]] }),
    ["Side by side.", "Note."],
  ],
};

test.each(Object.entries(PARAGRAPHS))("paragraphs: %s", (_, [entry, expected]) => {
  expect(parts(entry).paragraphs).toEqual(expected);
});

test("a table of one row is not drawn", () => {
  expect(parts(reply("a", { columns: ["x", "y"], rows: [["1", "2"]] })).table).toBeUndefined();
});

test("cells that say the same are told once", () => {
  const drawn = parts(reply("a", { columns: ["", "x", "y"], rows: [["Use", "one", "one"], ["Form", "a", "b"]] })).table!;
  expect([drawn.rows.map(({ same }) => same), drawn.leads]).toEqual([[true, false], false]);
});

const phones = ["911", "988"].map((number) => ({ number, dial: `tel:${number}`, label: "" }));
const terms = ["tracer", "bone scan", "scan"].map((said) => ({ said, name: said, explains: "." }));
const PIECES: Record<string, [string, string[]]> = {
  "a number to call": ["Call 911 now", ["Call ", "<911>", " now"]],
  "each time": ["911, 988, 911", ["<911>", ", ", "<988>", ", ", "<911>"]],
  "not in a longer number": ["19112 and a911", ["19112 and a911"]],
  "a word, once": ["A tracer. The tracer", ["A ", "[tracer]", ". The tracer"]],
  "the longer of two": ["Bone scan or scan", ["[Bone scan]", " or ", "[scan]"]],
  "not within a word": ["scanned tracers", ["scanned tracers"]],
  "nothing": ["", []],
};

test.each(Object.entries(PIECES))("pieces: %s", (_, [text, expected]) => {
  const found = pieces(text, phones, terms);
  expect(found.map((p) => ("phone" in p ? `<${p.text}>` : "term" in p ? `[${p.text}]` : p.text))).toEqual(expected);
  expect(found.map((p) => p.text).join("")).toBe(text);
});
