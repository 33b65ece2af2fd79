import { expect, test } from "vitest";
import { readableOn } from "../src/look.ts";

const CASES: Record<string, string | undefined> = {
  "#000": "#ffffff", "#fff": "#000000", "#1d5c58": "#ffffff", "#FFEE00": "#000000", "#777777": "#000000",
  red: undefined, "": undefined, "#12345": undefined, "url(x)": undefined, "#fff;}": undefined,
};

test.each(Object.entries(CASES))("on %s", (color, expected) => expect(readableOn(color)).toBe(expected));
