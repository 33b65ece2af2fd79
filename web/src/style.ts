// How it all looks. Sizes are in em of the person's own text size; nothing is told by colour alone.

import { css } from "lit";

export const style = css`
  :host {
    --page: #f7f5f1;
    --card: #ffffff;
    --mine: #dfecea;
    --ink: #1f2628;
    --soft: #4b5559;
    --line: #c5ccca;
    --edge: #6a7576;
    --accent: #1d5c58;
    --alarm: #a3151b;
    --alarm-back: #fff3f1;
    --fill: #1d5c58;
    --on-fill: #ffffff;
    color-scheme: light dark;
    font-size: medium; /* the person's own size, whatever the site around sets */
    text-align: start;
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --page: #14191b;
      --card: #1e2629;
      --mine: #1f3c3c;
      --ink: #ebebe7;
      --soft: #b9c1c1;
      --line: #3d484b;
      --edge: #8f9b9b;
      --accent: #93d5ce;
      --alarm: #ffb4ac;
      --alarm-back: #351a1a;
      --fill: #93d5ce;
      --on-fill: #0d2220;
    }
  }

  *, ::before, ::after { box-sizing: border-box; }
  [hidden] { display: none !important; }

  .root {
    position: relative; /* holds what is hidden from sight, which would make the page longer */
    display: flex;
    flex-direction: column;
    background: var(--page);
    color: var(--ink);
    font: 400 1.0625em/1.55 system-ui, sans-serif;
    font-size: calc(1.0625em * var(--scale, 1));
    letter-spacing: normal;
    overflow-wrap: anywhere;
  }

  :host([page]) { display: block; }
  :host([page]) .root { height: 100vh; height: 100dvh; }
  .inner { width: 100%; max-width: 46em; margin-inline: auto; padding-inline: 1em; }

  /* The panel of the widget */
  .launcher {
    position: fixed;
    inset: auto 1rem 1rem auto;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: .5em;
    min-height: 3.25em;
    padding: .6em 1.1em;
    border: 2px solid var(--on-fill);
    border-radius: 2em;
    background: var(--fill);
    color: var(--on-fill);
    font: 600 1.0625em/1.3 system-ui, sans-serif;
    box-shadow: 0 2px 10px rgb(0 0 0 / .35);
    cursor: pointer;
  }
  dialog { color: inherit; }
  .panel {
    position: fixed;
    inset: auto 1rem 1rem auto;
    z-index: 2147483001;
    width: min(27em, calc(100vw - 2rem));
    max-width: none;
    height: min(44em, calc(100vh - 2rem));
    max-height: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--edge);
    border-radius: .9em;
    background: var(--page);
    box-shadow: 0 6px 32px rgb(0 0 0 / .35);
    overflow: hidden;
  }
  .panel .root { height: 100%; }
  @media (max-width: 34rem), (max-height: 28rem) {
    .panel { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; }
  }

  /* Head */
  header { flex: none; border-bottom: 1px solid var(--line); background: var(--card); }
  header .inner { display: flex; flex-wrap: wrap; align-items: center; gap: .25em .75em; padding-block: .6em; }
  .who { flex: 1; min-width: 8em; }
  h1 { margin: 0; color: var(--accent); font-size: 1.25em; line-height: 1.25; }
  h2 { margin: 0 0 .4em; color: var(--accent); font-size: 1.0625em; line-height: 1.4; }
  .who p, .emergency { margin: 0; color: var(--soft); font-size: .9em; line-height: 1.4; }
  .who .emergency { color: var(--ink); }
  @media (max-width: 34rem), (max-height: 40rem) { .begun .what, .what .from { display: none; } }
  .buttons { display: flex; gap: .4em; }
  .panel header { background: var(--fill); color: var(--on-fill); }
  .panel header h1, .panel header .who p, .panel header a, .panel header .quiet { color: inherit; }
  .panel .from, .panel .begun .what { display: none; }
  .panel header :focus-visible { outline-color: var(--on-fill); }
  .menu { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: .5em; margin: 0; padding: .4em 0; list-style: none; }
  .menu .consent { flex-basis: 100%; }
  .menu .consent [aria-checked=true] { box-shadow: inset 0 0 0 2px currentColor; font-weight: 700; }
  .menu .consent p { margin: .3em 0 0; }
  .panel header .menu button { border-color: currentColor; color: inherit; }

  /* Conversation */
  .main { flex: 1; display: flex; flex-direction: column; min-height: 0; }
  .log { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding-block: 1em; }
  .log:focus-visible { outline-offset: -3px; }
  article {
    margin: 0 0 1em;
    padding: .85em 1em;
    border: 1px solid var(--line);
    border-radius: .75em;
    background: var(--card);
  }
  /* What is out of sight costs nothing, however long the conversation. Not the newest: their true height is scrolled by. */
  .past { content-visibility: auto; contain-intrinsic-size: auto 240em; }
  article p { margin: 0 0 .75em; }
  article p[dir] { white-space: pre-line; }
  article > :last-child { margin-bottom: 0; }
  .you { width: fit-content; max-width: 88%; margin-inline-start: auto; border-color: transparent; background: var(--mine); }
  .small, .note { color: var(--soft); font-size: .875em; }
  .you .note { margin-top: .4em; color: var(--ink); font-style: italic; }
  .divider { margin: 0 0 1em; padding: .6em 1em; border-block: 1px dashed var(--edge); color: var(--soft); text-align: center; }

  .urgent { border: 4px solid var(--alarm); background: var(--alarm-back); }
  .urgent p { font-size: 1.1em; }
  .flag {
    display: flex;
    align-items: center;
    gap: .4em;
    width: fit-content;
    padding: .25em .7em;
    border: 2px solid var(--alarm);
    border-radius: .35em;
    background: var(--alarm);
    color: var(--alarm-back);
    font-weight: 700;
  }
  .urgent h2 { color: inherit; font-size: 1.25em; }
  .calls { display: flex; flex-wrap: wrap; gap: .6em; }
  .call {
    display: inline-flex;
    align-items: center;
    gap: .5em;
    min-height: 3em;
    padding: .4em 1.2em;
    border: 2px solid var(--alarm);
    border-radius: .6em;
    background: var(--alarm);
    color: var(--alarm-back);
    font-weight: 700;
    text-decoration: none;
  }
  a { display: inline-block; min-width: 1.5em; color: var(--accent); text-underline-offset: .15em; text-align: center; }
  .urgent p > a:not(.call) { color: var(--alarm); font-weight: 700; }

  .sources {
    display: flex;
    gap: .7em;
    width: fit-content;
    margin: 0 0 .75em;
    padding: .55em .9em;
    border: 1px solid var(--line);
    border-inline-start: 4px solid var(--accent);
    border-radius: .4em;
    background: var(--page);
    line-height: 1.4;
  }
  .sources .icon { color: var(--accent); margin-top: .1em; }
  .sources p { margin: 0; }

  .choices { margin: .25em 0 .75em; }
  .choices .small { margin-bottom: .4em; }
  .choices ul { display: flex; flex-wrap: wrap; gap: .5em; margin: 0; padding: 0; list-style: none; }
  .number { font-weight: 700; }
  .tools { margin: 0; }

  button {
    min-height: 2.75em;
    padding: .4em .95em;
    border: 1px solid var(--accent);
    border-radius: .6em;
    background: transparent;
    color: var(--accent);
    font: inherit;
    line-height: 1.35;
    text-align: start;
    cursor: pointer;
  }
  button.full, button[type="submit"] { background: var(--fill); border-color: var(--fill); color: var(--on-fill); font-weight: 600; }
  button.quiet { display: inline-flex; align-items: center; gap: .4em; padding-inline: .6em; border-color: transparent; font-size: .9em; }
  header .quiet { border-color: currentColor; }
  @media (hover: hover) { button:hover { text-decoration: underline; } }
  .term { text-decoration: underline dotted 2px var(--accent); text-underline-offset: .2em; cursor: pointer; }
  .term[aria-expanded="true"] { text-decoration-style: solid; }
  .explanation { margin: 0 0 .75em; padding: .6em .9em; border: 1px dashed var(--edge); border-radius: .5em; background: var(--page); }
  .explanation p { margin: 0; }

  .icon { display: inline-flex; flex: none; }
  .icon svg { width: 1.25em; height: 1.25em; }

  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

  /* Tables */
  table { width: 100%; margin: 0 0 .9em; border-collapse: collapse; font-size: .95em; line-height: 1.45; }
  th, td { overflow-wrap: break-word; padding: .5em .6em; border: 1px solid var(--line); text-align: start; vertical-align: top; }
  thead th { background: var(--page); }
  tbody th { min-width: 7em; font-weight: 600; }
  .column { display: none; color: var(--soft); font-size: .9em; font-weight: 600; }
  td[colspan] .column { display: block; }
  .more { margin: 0 0 .75em; }
  summary { min-height: 2em; padding: .25em 0; color: var(--accent); cursor: pointer; }
  @container log (max-width: 36em) {
    table, tbody, tr, th, td { display: block; width: auto; min-width: 0; }
    thead { display: none; }
    th, td { border: 0; padding: .2em .7em; }
    tbody tr { margin-bottom: .7em; padding-bottom: .4em; border: 1px solid var(--line); border-radius: .5em; overflow: hidden; }
    tbody th { margin-bottom: .2em; padding-block: .4em; background: var(--page); border-bottom: 1px solid var(--line); }
    .column { display: block; }
  }
  .log { container: log / inline-size; }

  .typing { display: flex; align-items: center; gap: .6em; margin: 0 0 1em; color: var(--soft); }
  .dots { display: inline-flex; gap: .3em; }
  .dots i { width: .5em; height: .5em; border-radius: 50%; background: currentColor; opacity: .75; }
  @media (prefers-reduced-motion: no-preference) {
    .dots i { animation: breathe 1.4s infinite ease-in-out; }
    .dots i:nth-child(2) { animation-delay: .2s; }
    .dots i:nth-child(3) { animation-delay: .4s; }
    @keyframes breathe { 50% { opacity: .2; } }
  }

  /* Foot */
  footer { flex: none; border-top: 1px solid var(--line); background: var(--page); }
  footer .inner { padding-block: .6em .7em; }
  .status p { margin: 0 0 .6em; }
  .trouble { margin-bottom: .6em; padding: .6em .9em; border: 2px solid var(--edge); border-radius: .6em; background: var(--card); }
  .trouble p { margin: 0 0 .5em; }
  .newest { display: flex; margin: 0 auto .6em; align-items: center; gap: .4em; background: var(--card); }
  label { display: block; margin-bottom: .2em; font-weight: 600; }
  .row { display: flex; gap: .5em; align-items: end; }
  .row button { display: inline-flex; align-items: center; gap: .45em; }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: 2.75em;
    max-height: 7.5em;
    padding: .6em .75em;
    border: 1px solid var(--edge);
    border-radius: .6em;
    background: var(--card);
    color: inherit;
    font: inherit;
    line-height: 1.4;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder { color: var(--soft); opacity: 1; }
  .hint { margin: .35em 0 0; color: var(--soft); font-size: .85em; line-height: 1.4; }

  .ask {
    width: min(26em, calc(100vw - 2rem));
    padding: 1.1em;
    border: 2px solid var(--edge);
    border-radius: .75em;
    background: var(--card);
    color: var(--ink);
    font: 400 1.0625em/1.55 system-ui, sans-serif;
  }
  .ask::backdrop { background: rgb(0 0 0 / .5); }
  .ask p { margin: 0 0 1em; }
  .ask .buttons { flex-wrap: wrap; }

  /* A low window, or one zoomed far in, scrolls as a whole: head and foot would leave no room for what is said. */
  @media (max-height: 30rem) {
    :host([page]) .root { height: auto; min-height: 100vh; }
    .panel .root { height: auto; min-height: 100%; }
    .panel { overflow: auto; }
    .log { overflow: visible; }
  }
  @media (max-width: 24rem) {
    .inner { padding-inline: .6em; }
    .row .icon { display: none; }
    article { padding: .7em .75em; }
    .you { max-width: 96%; }
  }

  .unseen {
    position: absolute !important;
    width: 1px;
    height: 1px;
    margin: -1px !important;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    .flag, .call, .launcher, button.full, button[type="submit"] { background: ButtonFace; color: ButtonText; forced-color-adjust: none; }
    .dots i { background: CanvasText; }
  }

  @media print {
    :host { --page: #fff; --card: #fff; --mine: #fff; --ink: #000; --soft: #333; --accent: #000; --alarm: #000; --alarm-back: #fff; --line: #999; color-scheme: light; }
    :host(:not([page])), footer, .choices, .tools, .buttons, .menu, .typing, summary { display: none !important; }
    :host([page]) .root { display: block; height: auto; }
    .log { overflow: visible; }
    article { break-inside: avoid; }
    .you { border: 1px dashed #999; }
    .unseen { position: static !important; width: auto; height: auto; margin: 0 !important; clip-path: none; font-weight: 700; }
  }
`;
