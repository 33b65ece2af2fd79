// What the browser keeps: the session's token and when it was last used. Never what was typed.

const KEY = "waymark-session";

export interface Kept {
  token: string;
  used: number;
}

/** The part of the browser's storage that is used here, so that tests can hand in their own. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Store {
  /** The token, or undefined where there is none or it was idle too long. */
  token(): string | undefined;
  keep(token: string): void;
  /** Say that the session is in use. */
  touch(): void;
  drop(): void;
}

/** A store in `shelf`, for the bot at `server`; tokens idle for more than `idleLimit` milliseconds are removed. */
export function openStore(shelf: Shelf, server: string, idleLimit: number, now: () => number = Date.now): Store {
  const key = `${KEY} ${server}`;
  const read = (): Kept | undefined => {
    try {
      const kept = JSON.parse(shelf.getItem(key) ?? "null");
      return typeof kept?.token === "string" && typeof kept?.used === "number" ? kept : undefined;
    } catch {
      return undefined; // not ours, or storage is off
    }
  };
  const write = (kept: Kept): void => {
    try {
      shelf.setItem(key, JSON.stringify(kept));
    } catch {
      // Storage is off or full: the conversation lives as long as the page.
    }
  };
  const drop = (): void => {
    try {
      shelf.removeItem(key);
    } catch {
      // Storage is off: there is nothing to remove.
    }
  };
  return {
    token() {
      const kept = read();
      if (kept && now() - kept.used <= idleLimit) return kept.token;
      drop();
      return undefined;
    },
    keep: (token) => write({ token, used: now() }),
    touch() {
      const kept = read();
      if (kept) write({ ...kept, used: now() });
    },
    drop,
  };
}

/** A shelf for pages where the browser's own cannot be used. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** The browser's storage, or one in memory where a person has switched it off. */
export function browserShelf(): Shelf {
  try {
    localStorage.getItem(KEY);
    return localStorage;
  } catch {
    return memoryShelf();
  }
}
