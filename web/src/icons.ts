// Pictures beside words. They come from a package at build time, so they are as trusted as the script itself.

import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import alert from "lucide-static/icons/triangle-alert.svg?raw";
import book from "lucide-static/icons/book-open.svg?raw";
import chat from "lucide-static/icons/message-circle-question.svg?raw";
import close from "lucide-static/icons/x.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import down from "lucide-static/icons/arrow-down.svg?raw";
import larger from "lucide-static/icons/zoom-in.svg?raw";
import menu from "lucide-static/icons/menu.svg?raw";
import off from "lucide-static/icons/toggle-left.svg?raw";
import on from "lucide-static/icons/toggle-right.svg?raw";
import over from "lucide-static/icons/rotate-ccw.svg?raw";
import phone from "lucide-static/icons/phone.svg?raw";
import print from "lucide-static/icons/printer.svg?raw";
import remove from "lucide-static/icons/trash-2.svg?raw";
import send from "lucide-static/icons/send-horizontal.svg?raw";
import smaller from "lucide-static/icons/zoom-out.svg?raw";

const DRAWN = { alert, book, chat, close, copy, down, larger, menu, off, on, over, phone, print, remove, send, smaller };

/** A picture that says no more than the words beside it. */
export function icon(name: keyof typeof DRAWN): TemplateResult {
  return html`<span class="icon" aria-hidden="true">${unsafeHTML(DRAWN[name])}</span>`;
}
