import { expect, test } from "vitest";
import { memoryShelf, openStore, type Shelf } from "../src/store.ts";

const broken: Shelf = {
  getItem: () => { throw new Error("off"); },
  setItem: () => { throw new Error("off"); },
  removeItem: () => { throw new Error("off"); },
};

test("a token is kept, and gone when dropped", () => {
  const store = openStore(memoryShelf(), "here", 100, () => 0);
  store.keep("t");
  expect(store.token()).toBe("t");
  store.drop();
  expect(store.token()).toBeUndefined();
});

test("a token idle for too long is removed, one in use is not", () => {
  let now = 0;
  const shelf = memoryShelf();
  const store = openStore(shelf, "here", 100, () => now);
  store.keep("t");
  now = 90;
  store.touch();
  now = 180;
  expect(store.token()).toBe("t");
  now = 191;
  expect(store.token()).toBeUndefined();
  expect(shelf.getItem("waymark-session here")).toBeNull();
});

test("only the token and a time are kept", () => {
  const shelf = memoryShelf();
  openStore(shelf, "here", 100, () => 5).keep("t");
  expect(JSON.parse(shelf.getItem("waymark-session here")!)).toEqual({ token: "t", used: 5 });
});

test.each(["{", "null", "5", '{"token": 1, "used": 2}'])("what is not ours is ignored: %s", (value) => {
  const shelf = memoryShelf();
  shelf.setItem("waymark-session here", value);
  expect(openStore(shelf, "here", 100).token()).toBeUndefined();
});

test("storage that is off breaks nothing", () => {
  const store = openStore(broken, "here", 100);
  store.keep("t");
  store.touch();
  store.drop();
  expect(store.token()).toBeUndefined();
});
