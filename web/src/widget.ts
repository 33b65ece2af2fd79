// The one script: it makes <waymark-chat> known, and on other people's pages puts one there as its attributes say.

import { WaymarkChat } from "./chat.ts";

const script = document.currentScript as HTMLScriptElement | null;
if (!customElements.get("waymark-chat")) customElements.define("waymark-chat", WaymarkChat);

/** The widget that the script's line asks for: data-server, data-title, data-color, data-greeting, data-topics. */
function widget({ src, dataset }: HTMLScriptElement): WaymarkChat {
  const chat = new WaymarkChat();
  chat.server = (dataset.server || new URL(src).origin).replace(/\/+$/, "");
  chat.heading = dataset.title ?? "";
  chat.color = dataset.color ?? "";
  chat.greeting = dataset.greeting ?? "";
  chat.topics = (dataset.topics ?? "").split("|").map((topic) => topic.trim()).filter(Boolean);
  return chat;
}

function add(): void {
  if (script && !document.querySelector("waymark-chat")) document.body.append(widget(script));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", add);
else add();
