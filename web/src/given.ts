// What the server puts into this script when it serves it: the words of knowledge/page.yml and what goes with them.

import type { Entry, Phone } from "./state.ts";

export interface Given {
  words: Record<string, string>;
  greeting: Pick<Entry, "text" | "paragraphs" | "buttons" | "custom">;
  asks_consent: boolean;
  limits: { message: number; forget_after_hours: number };
  phones: Phone[];
}

declare const WAYMARK: Given; // the server wraps the script in a function with this parameter

export const given: Given = WAYMARK;

/** A sentence of the page; what stands in braces is filled in. A name that is not there is a fault of the build. */
export function words(name: string, fill: Record<string, string | number> = {}): string {
  const said = given.words[name];
  if (said === undefined) throw new Error(`page.yml has no '${name}'`);
  return said.replace(/\{(\w+)\}/g, (whole, key) => String(fill[key] ?? whole));
}
