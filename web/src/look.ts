// Colours that go together, whatever colour a site asks for.

/** Black or white, whichever is better read on `color`; undefined where it is no colour like #1d5c58 or #abc. */
export function readableOn(color: string): string | undefined {
  const light = luminance(color);
  if (light === undefined) return undefined;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** Relative luminance as WCAG defines it, 0 to 1. */
function luminance(color: string): number | undefined {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color.trim())?.[1];
  if (!digits) return undefined;
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = parseInt(wide.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
