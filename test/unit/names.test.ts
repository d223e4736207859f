import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, MAX_CHARACTERS, MAX_UNITS } from "#worker/names.ts";

const name = (text: string) => {
  const clean = cleanName(text);
  if (!clean.ok) throw new Error(clean.message);
  return clean.name;
};

const point = (code: number) => `a${String.fromCodePoint(code)}b`;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("a name", () => {
  it.each([
    ["Ann", "Ann"],
    ["  Ann \n", "Ann"],
    ["Ann \u00A0\u3000 Lee", "Ann Lee"],
    ["Zoe\u0308", "Zoë"],
    ["李小龙", "李小龙"],
    ["محمد", "محمد"],
    ["שָׁלוֹם", "שָׁלוֹם".normalize("NFC")],
    ["สวัสดี", "สวัสดี"],
    ["Nguyễn Văn", "Nguyễn Văn"],
    ["नमस्ते", "नमस्ते"],
    ["😀", "😀"],
    ["x👨‍👩‍👧‍👦x", "x👨‍👩‍👧‍👦x"],
    ["❤️‍🔥", "❤️‍🔥"],
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🇩🇪 👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🇩🇪 👍🏽"],
    ["<script>alert(1)", "<script>alert(1)"],
    ["'; DROP TABLE--", "'; DROP TABLE--"],
    ["__proto__", "__proto__"],
    ["x".repeat(20), "x".repeat(20)],
    ["😀".repeat(20), "😀".repeat(20)],
  ])("%s is fine", (raw, clean) => expect(name(raw)).toBe(clean));

  it.each<[string, RegExp, string[]]>([
    ["nothing", /at least one/, ["", " ", "\t\r\n", "\u00A0\u3000", "\uFEFF"]],
    [
      "control characters",
      /control/,
      [...range(0, 8), ...range(0x0e, 0x1f), ...range(0x7f, 0x9f), 9, 10, 13].map(point),
    ],
    [
      "marks of direction",
      /direction/,
      [0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)].map(point),
    ],
    [
      "what cannot be seen",
      /invisible/,
      [0xad, 0x34f, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x2028, 0x2029, 0x2060, 0x2064, 0x2800]
        .concat([0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x1d173, 0xe0001, 0xe0041, 0xe0100])
        .map(point),
    ],
    ["joiners outside an emoji", /invisible/, ["\u{1F600}\u200D", "\u200D\u{1F600}", "a\u200D\u{1F600}", "1\uFE0F"]],
    [
      "what Unicode does not define",
      /does not define/,
      [0xe000, 0xf8ff, 0xfdd0, 0xffff, 0x378, 0xf0000, 0x10ffff].map(point),
    ],
    ["half pairs", /surrogate/, ["\uD800", "\uDC00", "a\uD83D", "\uDE00\uD83D"]],
    ["an accent on nothing", /begin/, ["\u0301", " \u0301a", "\u20DDa"]],
    ["towers", /accents/, [`a${"\u0336".repeat(4)}`, `Z${"\u0300\u0301\u0302\u0303\u0304"}`, `a${"\u20DD".repeat(4)}`]],
    ["more than 20 characters", /20 characters/, ["x".repeat(21), "😀".repeat(21), "x".repeat(100_000)]],
    ["more than 80 units", /80 UTF-16/, ["👨‍👩‍👧‍👦".repeat(10)]],
  ])("%s is refused, and told why", (_, message, names) => {
    for (const raw of names) {
      const clean = cleanName(raw);
      expect(clean, JSON.stringify(raw)).toEqual({ ok: false, message: expect.stringMatching(message) });
    }
  });

  it("that passed is short, in one form, of what can be seen, and passes again as it is", () => {
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    const nasty = fc.constantFrom(
      ...[
        "\u200D",
        "\uFE0F",
        "\u202E",
        "\u0301",
        "\u0000",
        "\uD800",
        " ",
        "\u3000",
        "😀",
        "👩",
        "❤️",
        "e",
        "\u3164",
        "🏽",
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ unit: "grapheme", maxLength: 24 }),
      fc.array(nasty, { maxLength: 24 }).map((parts) => parts.join("")),
    );
    let passed = 0;
    fc.assert(
      fc.property(text, (raw) => {
        const clean = cleanName(raw);
        if (!clean.ok) return;
        passed += 1;
        const count = [...segmenter.segment(clean.name)].length;
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThanOrEqual(MAX_CHARACTERS);
        expect(clean.name.length).toBeLessThanOrEqual(MAX_UNITS);
        expect(clean.name).toBe(clean.name.normalize("NFC"));
        expect(clean.name).not.toMatch(/[\p{Cc}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}]|^\s|\s$|\s\s|[^\S ]/u);
        expect(clean.name).not.toMatch(/[\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
        expect(cleanName(clean.name)).toEqual(clean);
      }),
      { numRuns: 3000 },
    );
    // The property says something only if some names pass.
    expect(passed).toBeGreaterThan(100);
  });
});
