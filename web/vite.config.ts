import { defineConfig } from "vite";

// One script for the page and the widget; the server wraps it in a function that hands in the words (bot/serving/pages.py).
// What lies in public/ (the page and its first style) is copied as it is.
export default defineConfig({
  base: "/",
  build: {
    outDir: "../bot/serving/web/built",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/widget.ts", formats: ["iife"], name: "waymark", fileName: () => "widget.js" },
  },
  test: { include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
