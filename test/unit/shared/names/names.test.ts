import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { cleanName, MAX_CHARACTERS, MAX_UNITS } from "#shared/names/clean.ts";
import { realNames } from "#test/support/names.ts";

const name = (text: string) => {
  const clean = cleanName(text);
  if (!clean.ok) throw new Error(`${JSON.stringify(text)}: ${clean.message}`);
  return clean.name;
};

const point = (code: number) => `a${String.fromCodePoint(code)}b`;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** All that can stand in a string, halves of surrogate pairs too. */
const everyCharacter = range(0, 0x10ffff).map((code) => String.fromCodePoint(code));
const family = "👨\u200D👩\u200D👧\u200D👦";
/** The longest there is: two people, each with a skin tone, and a kiss. */
const kiss = "👩🏻\u200D❤\uFE0F\u200D💋\u200D👨🏿";

/**
 * Assigned, no format character and not default-ignorable, and blank all the same; in the Noto fonts nothing else is, but for
 * spaces and what the two classes hold. Beside them, what means something only within a word of its own script.
 */
const BLANKS = [0x2800, 0xfffc, 0x13440, 0x13441, 0x13442, 0x16fe4, 0x1bc9d, 0x1d159];
const IN_WORDS = [
  ...[0x1039, 0x17d2, 0x1a60, 0x1bab, 0x2d7f, 0xaaf6, 0x10a3f, 0x1107f, 0x11133, 0x113d0, 0x1193e, 0x11a47, 0x11a99],
  ...[0x11d45, 0x11d97, 0x11f42, ...range(0x1da9b, 0x1da9f), ...range(0x1daa1, 0x1daaf)],
];

describe("a name of plain ASCII, which is checked by a shorter way", () => {
  /** The same with a letter that leads it the long way. */
  const long = (text: string) => cleanName(`é${text}`);

  it("passes or is refused as any other", () => {
    const unit = fc.constantFrom(...range(0x20, 0x7f).map((code) => String.fromCodePoint(code)), "\t", "\n", "\0");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 2 * MAX_CHARACTERS }), (text) => {
        const clean = cleanName(`e${text}`);
        const other = long(text);
        expect(clean).toEqual(other.ok ? { ok: true, name: other.name.replace("é", "e") } : other);
      }),
      { examples: [["a".repeat(MAX_CHARACTERS - 1)], ["a".repeat(MAX_CHARACTERS)], ["1#*"], ["a  b "], [" "]] },
    );
  });
});

describe("names as people write them", () => {
  it.each(realNames)("in %s are taken as they are, in one form", (script, ...names) => {
    for (const real of names) {
      expect(real).toMatch(new RegExp(`\\p{Script=${script}}`, "u"));
      const clean = name(real);
      expect(clean).toBe(real.normalize("NFC").replaceAll("\u3000", " "));
      expect(name(clean)).toBe(clean);
      expect(name(real.normalize("NFD"))).toBe(clean);
    }
  });

  it("are of more than forty scripts", () =>
    expect(new Set(realNames.map(([script]) => script)).size).toBeGreaterThan(60));
});

describe("joiners after a virama", () => {
  /** Whether Unicode sorts it like a virama: after marks of class 8, before those of class 10. */
  const isVirama = (mark: string) => {
    const [nukta, sheva] = ["\u3099", "\u05B0"];
    const sorted = `a${nukta}${mark}${sheva}`;
    return [`a${sheva}${mark}${nukta}`, `a${mark}${sheva}${nukta}`].every((text) => text.normalize("NFD") === sorted);
  };

  it("are fine after every sign of Canonical_Combining_Class=Virama", () => {
    const viramas = everyCharacter.filter((one) => /\p{M}/u.test(one) && !/[\u05B0\u3099]/.test(one) && isVirama(one));
    expect(viramas.length).toBeGreaterThan(60);
    for (const virama of viramas) {
      // The last letter before it is of its script.
      let code = virama.codePointAt(0) ?? 0;
      while (!/\p{Lo}/u.test(String.fromCodePoint(code))) code -= 1;
      const letter = String.fromCodePoint(code);
      for (const joiner of ["\u200C", "\u200D"]) name(letter + virama + joiner + letter);
      expect(cleanName(`a${virama}\u200Db`)).toMatchObject({ ok: false });
    }
  });
});

describe("what draws nothing", () => {
  const nothing = (one: string) =>
    /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(one) ||
    [...BLANKS, ...IN_WORDS].includes(one.codePointAt(0) ?? 0);

  it("is refused alone, between letters, and at the end: every such character of Unicode", () => {
    let count = 0;
    const taken: string[] = [];
    for (const one of everyCharacter) {
      if (!nothing(one)) continue;
      count += 1;
      // White space at the ends is no part of a name.
      const kept = one.trim() !== "";
      const places = [one, `a${one}b`, `ж${one}ж`, `${one}${one}`, ...(kept ? [`a${one}`, `${one}a`] : [])];
      // Nearly all are not defined, or private, and one rule looks at each of them alone: these take the places in turns.
      const tries = /[\p{Cn}\p{Co}]/u.test(one) ? [places[count % places.length]] : places;
      for (const text of tries) if (cleanName(text).ok) taken.push(JSON.stringify(text));
    }
    expect(taken).toEqual([]);
    expect(count).toBeGreaterThan(900_000);
  });

  it("or is a space, is one plain space in a name, and no name alone", () => {
    const spaces = everyCharacter.filter((one) => /\p{Zs}/u.test(one));
    expect(spaces).toHaveLength(17);
    for (const one of spaces) {
      expect(name(`${one}a${one}${one}b${one}`)).toBe("a b");
      expect(cleanName(one).ok).toBe(false);
    }
  });

  it("is refused at the wrong place too", () => {
    const wrong = [
      ...["می\u200C", "\u200Cرضا", "ی\u200C\u200Cر", "ی\u200Dر", "ی\u200Ca", "a\u200Cی", "ی\u200C ر"],
      ...["ශ\u200Dරී", "\u0DCA\u200D", "ශ්\u200D\u200Dරී", "ශ්\u200D\u200D්රී", "a\u094D\u200Db", "क\u0DCA\u200Dक"],
      ...["क\u200Cक", "র\u200Dয", "한\u{E0100}", "渡\u{E0100}\u{E0101}", "aᠠ\u180Eb", "ᠠ\u180Eᠠᠠ", "ក្", "្ក", "က္a"],
      ...[
        "\u{1F600}\u200D",
        "\u200D\u{1F600}",
        "a\u200D\u{1F600}",
        "😀\u200D😀",
        `${family}\u200D😀`,
        "1\uFE0F",
        "#\uFE0E",
      ],
      ...[
        "🏴\u{E0067}\u{E0062}\u{E007F}",
        "🏴\u{E0061}\u{E0062}\u{E0063}\u{E007F}",
        "😀\u{E0067}\u{E007F}",
        "🇩\u200D🇪",
      ],
    ];
    for (const text of wrong) expect(cleanName(text), JSON.stringify(text)).toMatchObject({ ok: false });
  });

  it("between words of scripts without spaces is dropped", () => {
    expect(name("សុខ\u200Bដារា\u200B")).toBe("សុខដារា");
    expect(name("สม\u200Bชาย")).toBe("สมชาย");
    expect(cleanName("a\u200Bb").ok).toBe(false);
  });
});

describe("emoji", () => {
  it.each([
    ...[
      "😀",
      "❤️\u200D🔥",
      family,
      kiss,
      "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
      "1️⃣",
      "🇩🇪",
      "👍🏽",
      "🏃🏽\u200D♀️\u200D➡️",
      "🧑🏻\u200D🦰",
      "©️",
      "👁️\u200D🗨️",
    ],
    // Without the selectors that Unicode recommends, and with more: keyboards write both.
    ...["🏳\u200D🌈", "❤\u200D🔥", "👁\u200D🗨", "1⃣", "⚡️", "⭐️", "❤", "❤\uFE0E", "☎\uFE0E"],
  ])("%s is one character, and twenty of them are a name", (emoji) => {
    expect(name(emoji)).toBe(emoji.normalize("NFC"));
    expect(name(emoji.repeat(MAX_CHARACTERS))).toBe(emoji.repeat(MAX_CHARACTERS));
    expect(cleanName(emoji.repeat(MAX_CHARACTERS + 1))).toMatchObject({
      ok: false,
      message: expect.stringMatching(/at most 20 characters; this one has 21/),
    });
  });
});

describe("in a browser that knows less", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("of 2023, takes names of all scripts and emoji, and refuses invisible characters", async () => {
    const Whole = RegExp;
    const sources: string[] = [];
    vi.stubGlobal("RegExp", function OldRegExp(source: string, flags: string) {
      sources.push(source);
      if (flags.includes("v") || /Kawi|Tulu_Tigalari|Gurung_Khema/.test(source)) throw new SyntaxError("unknown");
      return new Whole(source, flags);
    });
    const { Segmenter: _, ...old } = Object.fromEntries(
      Object.getOwnPropertyNames(Intl).map((key) => [key, Reflect.get(Intl, key)]),
    );
    vi.stubGlobal("Intl", old);
    vi.resetModules();
    const { cleanName: oldCleanName } = await import("#shared/names/clean.ts");
    expect(sources.some((source) => source.includes("RGI_Emoji"))).toBe(true);
    const texts = [...realNames.flatMap(([, ...names]) => names), family.repeat(20), "🇩🇪".repeat(20), "1️⃣".repeat(20)];
    for (const text of texts) expect(oldCleanName(text), text).toEqual(cleanName(text));
    for (const text of ["\u{1D159}", "a\u200Db", "😀\u200D", family.repeat(21), "🇩🇪".repeat(21)])
      expect(oldCleanName(text), text).toMatchObject({ ok: false });
  });
});

describe("a name", () => {
  it.each([
    ["Ann", "Ann"],
    ["  Ann \n", "Ann"],
    ["Ann \u00A0\u3000 Lee", "Ann Lee"],
    ["Zoe\u0308", "Zoë"],
    ["x👨‍👩‍👧‍👦x", "x👨‍👩‍👧‍👦x"],
    ["🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🇩🇪 👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 🇩🇪 👍🏽"],
    ["<script>alert(1)", "<script>alert(1)"],
    ["'; DROP TABLE--", "'; DROP TABLE--"],
    ["__proto__", "__proto__"],
    ["( ͡° ͜ʖ ͡°)", "( ͡° ͜ʖ ͡°)"],
    ["ʕ•́ᴥ•̀ʔ", "ʕ•́ᴥ•̀ʔ"],
    ["x".repeat(20), "x".repeat(20)],
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
        .concat([0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x1d159, 0x1d173, 0xe0001, 0xe0041, 0xe0100])
        .map(point),
    ],
    [
      "what Unicode does not define",
      /Unicode does not define/,
      [0xe000, 0xf8ff, 0xfdd0, 0xfffe, 0xffff, 0x378, 0x2065, 0xf0000, 0x10ffff].map(point),
    ],
    ["half pairs", /surrogate/, ["\uD800", "\uDC00", "a\uD83D", "\uDE00\uD83D"]],
    ["an accent on nothing", /begin/, ["\u0301", " \u0301a", "\u20DDa", "\u0E49", "\u093E\u0940", "\u0301\u0302"]],
    [
      "towers",
      /accents/,
      [`a${"\u0336".repeat(4)}`, `Z${"\u0300\u0301\u0302\u0303\u0304"}`, `a${"\u20DD".repeat(4)}`]
        .concat([`ส${"็".repeat(5)}`, "กิ็้์ํ", `Ann${"\u0302\u0303\u0309\u030A"}`, `क${"ा".repeat(9)}`])
        .concat([`H${"\u0489\u0311\u0363\u1DC4\uFE20"}`, `ཀ${"ྵྨླྺྲྱུྃ"}`]),
    ],
    ["more than 20 characters", /20 characters; this one has 21/, ["x".repeat(21), "😀".repeat(21), "क्षि".repeat(21)]],
    [
      "a whole page",
      /20 characters; this text is far longer/,
      ["x".repeat(1001), " ".repeat(100_000), family.repeat(1e5)],
    ],
    ["few characters of many letters", /too long/, [`${"क्".repeat(41)}क`, "\u1100".repeat(81)]],
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
        expect(clean.name.length).toBeLessThanOrEqual(MAX_UNITS + MAX_CHARACTERS * kiss.length);
        expect(clean.name).toBe(clean.name.normalize("NFC"));
        expect(clean.name).not.toMatch(/[\p{Cc}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}]|^\s|\s$|\s\s|[^\S ]/u);
        expect(clean.name).not.toMatch(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
        expect(cleanName(clean.name)).toEqual(clean);
      }),
      { numRuns: 3000 },
    );
    // The property says something only if some names pass.
    expect(passed).toBeGreaterThan(100);
  });
});
