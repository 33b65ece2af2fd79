// <waymark-chat>: the whole chat. With the attribute `page` it is the page; without, a button that opens a panel.

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { openClient, type Client } from "./client.ts";
import { entryView, yoursView, type Doing } from "./entry.ts";
import { given, words } from "./given.ts";
import { icon } from "./icons.ts";
import { readableOn } from "./look.ts";
import { print } from "./print.ts";
import { pieces, plainText } from "./reply.ts";
import { isWaiting, next, openChoices, START, type Entry, type Happening, type State, type Term } from "./state.ts";
import { browserShelf, openStore, type Store } from "./store.ts";
import { style } from "./style.ts";

const SIZES = [1, 1.15, 1.3, 1.5, 1.75, 2];
const FEW_LEFT = 100; // characters; from here on the page says how many are left
const AWAY = 30_000; // milliseconds in the background after which nothing is listened for
const EACH_MINUTE = 60_000;
const HOUR = 3_600_000;
const GAP = 12; // pixels above what was scrolled to
const BLOCK = 20; // entries that are drawn, and skipped while out of sight, together
const NEWEST = 8; // entries that are never skipped, because their true height is scrolled by
const NEAR = 80; // pixels from the end that still count as reading the end

type Question = "start_over" | "delete";

/** A part of the conversation, and how it is drawn. */
interface Drawn {
  key: string;
  draw: () => unknown;
}

export class WaymarkChat extends LitElement {
  static styles = style;
  static properties = {
    page: { type: Boolean, reflect: true },
    server: {},
    heading: {},
    color: {},
    greeting: {},
    topics: { attribute: false },
    state: { state: true },
    opened: { state: true },
    menuOpen: { state: true },
    agreed: { state: true },
    question: { state: true },
    notice: { state: true },
    left: { state: true },
    size: { state: true },
    below: { state: true },
    explained: { state: true },
    announced: { state: true },
  };

  page = false;
  /** Where the bot is: an origin, empty for the page's own. */
  server = "";
  heading = "";
  color = "";
  greeting = "";
  /** Questions to start with, in place of the bot's topics. */
  topics: string[] = [];

  private state: State = START;
  private opened = false;
  private menuOpen = false;
  private agreed = false;
  private question?: Question;
  private notice = "";
  private left = Infinity;
  private size = 0;
  private below = false;
  private explained?: { key: string; said: string };
  private announced = "";

  private store!: Store;
  private client!: Client;
  private asked = 0; // messages of this tab whose reply is still to come
  private usedAt = Date.now();
  private goTo?: "end" | "question";
  private cleaner?: ReturnType<typeof setInterval>;
  private away?: ReturnType<typeof setTimeout>;
  private unbind = new AbortController();

  connectedCallback(): void {
    super.connectedCallback();
    const idleLimit = given.limits.forget_after_hours * HOUR;
    this.store = openStore(browserShelf(), this.server, idleLimit);
    this.client = openClient({
      server: this.server,
      store: this.store,
      state: () => this.state,
      happen: (what) => this.happen(what),
      gone: () => (this.notice = words("session_gone")),
    });
    this.bind(idleLimit);
    this.replaceChildren(); // what the page said before this script was there
    if (this.page) this.client.resume();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unbind.abort();
    clearInterval(this.cleaner);
    this.client.pause();
  }

  /** Follow the network, the other tabs, sleep and time. */
  private bind(idleLimit: number): void {
    this.unbind = new AbortController();
    const { signal } = this.unbind;
    window.addEventListener("offline", () => this.happen({ type: "link", link: "offline" }), { signal });
    window.addEventListener("online", () => this.client.retry(), { signal });
    window.addEventListener("storage", (event) => this.followStorage(event), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.client.retry(), { signal });
    window.addEventListener("pagehide", () => this.client.pause(), { signal });
    document.addEventListener("visibilitychange", () => this.followVisibility(), { signal });
    this.cleaner = setInterval(() => {
      if (Date.now() - this.usedAt > idleLimit) this.client.leave();
    }, EACH_MINUTE);
  }

  /** Another tab opened or deleted the conversation. */
  private followStorage(event: StorageEvent): void {
    if (event.key !== null && !event.key.startsWith("waymark-session")) return;
    if (this.store.token()) this.client.resume();
    else this.client.leave();
  }

  private followVisibility(): void {
    clearTimeout(this.away);
    if (!document.hidden) return this.page || this.opened ? this.client.retry() : undefined;
    this.away = setTimeout(() => isWaiting(this.state) || this.client.pause(), AWAY);
  }

  private happen(what: Happening): void {
    const before = this.state;
    this.state = next(before, what);
    if (this.state === before) return;
    if (what.type === "said") this.follow("end");
    if (what.type === "entry" && this.state.entries !== before.entries) this.arrived(what.entry);
    if (what.type === "refused") this.giveBack(what.id, what.words);
    if (what.type === "ended" && before.entries.length) this.notice = words("forgotten");
    if (what.type === "link" && this.state.outbox.length) this.follow("end"); // what is not sent yet stays in sight
    if (what.type === "link" && what.link === "open" && isTroubled(before)) this.notice = words("online");
    if (what.type === "cleared" || what.type === "reset") this.explained = undefined;
  }

  private arrived(entry: Entry): void {
    const live = this.asked > 0;
    if (entry.from === "you" || isGreeting(entry)) return this.follow("end");
    if (!live) return this.atEnd() ? this.follow("end") : void (this.below = true);
    this.asked--;
    this.announced = `${words("bot_said")}: ${plainText(entry)}`;
    if (this.atEnd()) this.follow("question");
    else this.below = true;
  }

  /** A message that the server refuses goes back to the input, so that it can be changed. */
  private giveBack(id: string, why: string): void {
    const refused = this.state.outbox.find((pending) => pending.id === id);
    this.asked = Math.max(0, this.asked - 1);
    this.notice = why || words("error_failed");
    const input = this.input();
    if (refused && !refused.choice && input && !input.value) input.value = refused.text;
    this.state = next(this.state, { type: "dropped", id });
  }

  private follow(to: "end" | "question"): void {
    this.goTo = to;
    this.below = false;
  }

  render(): TemplateResult {
    if (this.page) return this.chat();
    return html`<button type="button" class="launcher" ?hidden=${this.opened} aria-haspopup="dialog" @click=${this.open}>
        ${icon("chat")}${this.heading || words("open")}
      </button>
      <dialog class="panel" aria-label=${this.shownTitle()} @close=${this.closed} @keydown=${this.escape}>
        ${this.opened ? this.chat() : nothing}
      </dialog>`;
  }

  private chat(): TemplateResult {
    return html`<div class="root" part="root">
      ${this.head()}
      <div class="main" role=${this.page ? "main" : nothing}>
        <div class="log" role="log" aria-live="off" aria-label=${words("conversation")} tabindex="0" @scroll=${this.scrolled}>
          <div class="inner">${this.conversation()}</div>
        </div>
      </div>
      <div class="unseen" role="status" data-announcer>${this.announced}</div>
      ${this.foot()} ${this.dialog()}
    </div>`;
  }

  /** On somebody else's page the head and foot are theirs. */
  private landmark(): unknown {
    return this.page ? nothing : "presentation";
  }

  private shownTitle(): string {
    return this.heading || words("name");
  }

  private head(): TemplateResult {
    return html`<header role=${this.landmark()} class=${this.state.entries.length ? "begun" : ""}>
      <div class="inner">
        <div class="who">
          <h1>${this.shownTitle()}</h1>
          <p class="what">${words("title")}. <span class="from">${words("subtitle")}.</span></p>
          <p class="emergency">${emergency()}</p>
        </div>
        <div class="buttons">
          <button type="button" class="quiet" aria-expanded=${this.menuOpen} aria-controls="menu" @click=${this.toggleMenu}>
            ${icon("menu")}${words("menu")}
          </button>
          ${this.page ? nothing : html`<button type="button" class="quiet" @click=${this.close}>${icon("close")}${words("close")}</button>`}
        </div>
        <ul class="menu" id="menu" role="list" ?hidden=${!this.menuOpen} @keydown=${this.escapeMenu}>
          ${this.menuOpen ? this.menuItems() : nothing}
        </ul>
      </div>
    </header>`;
  }

  private menuItems(): TemplateResult[] {
    const items: [Parameters<typeof icon>[0], string, () => void][] = [
      ["larger", "larger", () => this.resize(1)],
      ["smaller", "smaller", () => this.resize(-1)],
      ["print", "print", () => this.print()],
      ["over", "start_over", () => this.ask("start_over")],
      ["remove", "delete", () => this.ask("delete")],
    ];
    const rows = items.map(
      ([picture, name, act]) => html`<li><button type="button" class="quiet" @click=${act}>${icon(picture)}${words(name)}</button></li>`,
    );
    return given.asks_consent ? [...rows, this.consentSwitch()] : rows;
  }

  /** Off until the person turns it on; there only where the operator keeps a log of questions asked in vain. */
  private consentSwitch(): TemplateResult {
    return html`<li class="consent">
      <button type="button" class="quiet" role="switch" aria-checked=${this.agreed} aria-describedby="consent-what" @click=${this.switchConsent}>
        ${icon(this.agreed ? "on" : "off")}${words("consent")}
      </button>
      <p class="small" id="consent-what">${words("consent_what")}</p>
    </li>`;
  }

  private async toggleMenu(): Promise<void> {
    this.menuOpen = !this.menuOpen;
    if (!this.menuOpen || !given.asks_consent) return;
    this.agreed = await this.client.agreed().catch(() => false);
  }

  private async switchConsent(): Promise<void> {
    try {
      this.agreed = await this.client.agree(!this.agreed);
    } catch {
      this.notice = words("consent_failed");
    }
  }

  private conversation(): unknown {
    const { earlier, entries, outbox } = this.state;
    const open = openChoices(this.state);
    const shown: Drawn[] = [
      ...earlier.map((entry, i) => ({ key: `e${i}`, draw: () => this.entry(entry, `e${i}`, false) })),
      ...(earlier.length ? [{ key: "divider", draw: () => html`<p class="divider">${words("forgotten")}</p>` }] : []),
      ...(entries.length ? this.blocks(entries, open) : [this.opening(!outbox.length)]),
      ...(entries.length || outbox.length ? [] : [{ key: "private", draw: () => html`<p class="small">${words("private")}</p>` }]),
      ...outbox.map((pending) => ({ key: pending.id, draw: () => yoursView(pending.text, this.isStuck() ? words("not_sent") : "") })),
      ...(isWaiting(this.state) && !this.isStuck() ? [{ key: "typing", draw: typingView }] : []),
    ];
    return repeat(shown, ({ key }) => key, ({ draw }) => draw());
  }

  /** The entries in blocks, so that a reply costs the same however long the conversation is. */
  private blocks(entries: Entry[], open?: number): Drawn[] {
    const starts = Array.from({ length: Math.ceil(entries.length / BLOCK) }, (_, i) => i * BLOCK);
    return starts.map((start) => {
      const some = entries.slice(start, start + BLOCK);
      const past = start + BLOCK <= entries.length - NEWEST;
      return { key: `block${start}`, draw: () => this.block(some, past, open) };
    });
  }

  private block(entries: Entry[], past: boolean, open?: number): unknown {
    const explained = entries.some(({ n }) => this.explained?.key === `n${n}`) ? this.explained : undefined;
    const choosing = entries.some(({ n }) => n === open) ? open : undefined;
    const draw = (entry: Entry) => this.entry(entry, `n${entry.n}`, entry.n === choosing);
    return guard([...entries, past, explained, choosing], () => {
      return html`<div class=${past ? "past" : ""}>${repeat(entries, ({ n }) => n, draw)}</div>`;
    });
  }

  /** The greeting, before anything was said. */
  private opening(open: boolean): Drawn {
    return { key: "opening", draw: () => this.entry(this.firstEntry(1), "n1", open) };
  }

  /** What is said before there is a conversation: what the server says first, or what the site chose. */
  private firstEntry(n: number): Entry {
    const own: Partial<Entry> = {
      ...(this.topics.length && { buttons: this.topics.map((title) => ({ title })) }),
      ...(this.greeting && { paragraphs: [this.greeting, ...(given.greeting.paragraphs ?? [])] }),
    };
    return { n, from: "bot", ...given.greeting, ...own };
  }

  private entry(entry: Entry, key: string, open: boolean): unknown {
    const first = isGreeting(entry) ? this.firstEntry(entry.n) : entry;
    const explained = this.explained?.key === key ? this.explained : undefined;
    return guard([entry, open, explained], () => entryView(first, key, open, { ...this.doing, explained }));
  }

  private doing: Doing = {
    choose: (entry, button) => this.choose(entry, button),
    copy: (entry) => this.copy(entry),
    explain: (key, term) => this.explain(key, term),
  };

  private foot(): TemplateResult {
    return html`<footer role=${this.landmark()}>
      <div class="inner">
        ${this.below
          ? html`<button type="button" class="newest" @click=${() => this.toNewest()}>${icon("down")}${words("new_messages")}</button>`
          : nothing}
        <div class="status" role="status">${this.status()}</div>
        <form @submit=${this.submit}>
          <label for="message">${words("question")}</label>
          <div class="row">
            <textarea id="message" rows="1" maxlength=${given.limits.message} enterkeyhint="send" autocomplete="off"
              placeholder=${words("question_hint")} aria-describedby="hint"
              @keydown=${this.typed} @input=${this.count}></textarea>
            <button type="submit">${icon("send")}${words("send")}</button>
          </div>
          <p class="hint" role="status">${this.left <= FEW_LEFT ? words("characters_left", { count: this.left }) : nothing}</p>
          <p class="hint" id="hint">${words("no_details")}</p>
        </form>
      </div>
    </footer>`;
  }

  private status(): unknown {
    const { link, wait, outbox } = this.state;
    const again = html`<button type="button" @click=${() => this.retry()}>${words("retry")}</button>`;
    if (link === "offline") return html`<div class="trouble"><p>${words("offline")} ${emergency()}</p></div>`;
    if (link === "reconnecting" && outbox.length) return html`<div class="trouble"><p>${words("server_error")} ${emergency()}</p>${again}</div>`;
    if (link === "reconnecting") return html`<div class="trouble"><p>${words("reconnecting")}</p>${again}</div>`;
    if (wait) return html`<div class="trouble"><p>${wait}</p>${again}</div>`;
    return this.notice ? html`<p>${this.notice}</p>` : nothing;
  }

  private dialog(): TemplateResult {
    const question = this.question ?? "delete";
    return html`<dialog class="ask" aria-labelledby="ask" @close=${this.answered} @keydown=${stop}>
      <p id="ask">${words(`${question}_ask`)}</p>
      <div class="buttons">
        <button type="button" autofocus @click=${() => this.answer(false)}>${words("no")}</button>
        <button type="button" class="full" @click=${() => this.answer(true)}>${words("yes")}</button>
      </div>
    </dialog>`;
  }

  protected willUpdate(changed: PropertyValues): void {
    if (changed.has("color")) this.paint();
  }

  protected updated(changed: PropertyValues): void {
    if (changed.has("size")) this.style.setProperty("--scale", String(SIZES[this.size]));
    if (this.goTo) this.scrollNow();
  }

  /** A site's colour for the button, the head and "send", with black or white on it. */
  private paint(): void {
    const on = readableOn(this.color);
    if (!on) return;
    this.style.setProperty("--fill", this.color.trim());
    this.style.setProperty("--on-fill", on);
  }

  private questionDialog(): HTMLDialogElement {
    return this.renderRoot.querySelector<HTMLDialogElement>(".ask")!;
  }

  /** The event comes late: by then the question may have been asked again. */
  private answered(): void {
    if (!this.questionDialog().open) this.question = undefined;
  }

  private scrollNow(): void {
    const log = this.log();
    const to = this.goTo;
    this.goTo = undefined;
    if (!log) return;
    const question = to === "question" && [...log.querySelectorAll("article.you")].at(-1);
    if (question) this.scrollToTop(question);
    else this.scroller().scrollTo({ top: this.scroller().scrollHeight });
  }

  private toNewest(): void {
    const newest = [...this.log()!.querySelectorAll("article")].at(-1);
    if (newest) this.scrollToTop(newest);
    this.below = false;
    this.log()!.focus({ preventScroll: true });
  }

  /** Bring an entry to the top, and scroll nothing else: the site around stays where it is. */
  private scrollToTop(entry: Element): void {
    const scroller = this.scroller();
    const top = scroller === document.documentElement ? 0 : scroller.getBoundingClientRect().top;
    scroller.scrollTo({ top: scroller.scrollTop + entry.getBoundingClientRect().top - top - GAP });
  }

  private scrolled(): void {
    if (this.below && this.atEnd()) this.below = false;
  }

  private atEnd(): boolean {
    const at = this.scroller();
    return at.scrollHeight - at.scrollTop - at.clientHeight < NEAR;
  }

  /** What scrolls: the conversation, or in a low window all of it. */
  private scroller(): Element {
    const log = this.log();
    if (log && getComputedStyle(log).overflowY !== "visible") return log;
    return this.page ? document.documentElement : this.panel()!;
  }

  private log(): HTMLElement | null {
    return this.renderRoot.querySelector(".log");
  }

  private input(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  private panel(): HTMLDialogElement | null {
    return this.renderRoot.querySelector(".panel");
  }

  private submit(event: Event): void {
    event.preventDefault();
    const input = this.input()!;
    const text = input.value.trim();
    input.focus();
    if (!text) return;
    input.value = "";
    this.left = Infinity;
    this.begin();
    this.client.say(text);
  }

  private typed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.input()!.form!.requestSubmit();
  }

  private count(): void {
    this.left = given.limits.message - this.input()!.value.length;
  }

  private choose(entry: Entry, button: number): void {
    this.keepFocus();
    this.begin();
    if (isGreeting(entry) && this.topics.length) this.client.say(this.topics[button]);
    else this.client.choose(entry, button);
  }

  private begin(): void {
    this.asked++;
    this.notice = "";
    this.announced = "";
    this.usedAt = Date.now();
  }

  /** After a button that goes away: back to the input, but not where that would open a keyboard on the screen. */
  private keepFocus(): void {
    const target = matchMedia("(pointer: coarse)").matches ? this.log() : this.input();
    target?.focus({ preventScroll: true });
  }

  private explain(key: string, { said }: Term): void {
    const shown = this.explained?.key === key && this.explained.said === said;
    this.explained = shown ? undefined : { key, said };
  }

  private async copy(entry: Entry): Promise<void> {
    this.notice = "";
    const done = await copyText(plainText(entry));
    this.notice = words(done ? "copied" : "copy_failed");
  }

  private print(): void {
    print([...this.state.earlier, ...this.state.entries]);
  }

  private resize(steps: number): void {
    this.size = Math.min(SIZES.length - 1, Math.max(0, this.size + steps));
  }

  private async ask(question: Question): Promise<void> {
    this.question = question;
    await this.updateComplete;
    if (!this.questionDialog().open) this.questionDialog().showModal();
  }

  private async answer(yes: boolean): Promise<void> {
    const question = this.question;
    this.questionDialog().close();
    if (!yes || !question) return;
    this.menuOpen = false;
    this.notice = words("loading");
    try {
      await (question === "delete" ? this.client.forget() : this.client.startOver());
      this.notice = words(question === "delete" ? "deleted" : "started_over");
      this.asked = 0;
      this.announced = "";
      this.input()!.value = "";
    } catch {
      this.notice = words("delete_failed");
    }
    await this.updateComplete;
    this.keepFocus();
  }

  private retry(): void {
    this.client.retry();
    this.keepFocus();
  }

  private isStuck(): boolean {
    return isTroubled(this.state) || Boolean(this.state.wait);
  }

  private async open(): Promise<void> {
    this.opened = true;
    await this.updateComplete;
    const narrow = matchMedia("(max-width: 34rem), (max-height: 28rem)").matches;
    if (narrow) this.panel()!.showModal();
    else this.panel()!.show();
    this.client.resume();
    this.follow("end");
    this.requestUpdate();
    this.keepFocus();
  }

  private close(): void {
    this.panel()!.close();
  }

  private async closed(): Promise<void> {
    this.opened = false;
    this.client.pause();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".launcher")!.focus();
  }

  private escape(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
  }

  private escapeMenu(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.menuOpen = false;
    this.renderRoot.querySelector<HTMLElement>("[aria-controls=menu]")!.focus();
  }
}

function isGreeting(entry: Entry): boolean {
  return entry.from === "bot" && entry.custom?.id === given.greeting.custom?.id;
}

function isTroubled({ link }: State): boolean {
  return link === "offline" || link === "reconnecting";
}

/** The line about emergencies, with its numbers to tap. */
function emergency(): unknown {
  return pieces(words("emergency"), given.phones, []).map((piece) =>
    "phone" in piece ? html`<a href=${piece.phone.dial}>${piece.text}</a>` : piece.text,
  );
}

function typingView(): TemplateResult {
  return html`<p class="typing" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words("typing")}</p>`;
}

/** Put a text on the clipboard, the old way where the page has no right to the new one; whether it worked. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement as HTMLElement | null;
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}

function stop(event: Event): void {
  event.stopPropagation();
}
