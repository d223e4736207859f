import { describe, expect, it } from "vitest";
import {
  type FormField,
  formInts,
  formNames,
  formOf,
  formsOf,
  type MessageForm,
  packInts,
} from "#shared/protocol/forms.ts";
import { decodeTail, decodeUp, HOST_ACT, MAX_MESSAGE, UP, type UpMessage } from "#shared/protocol/index.ts";
import { commandsOf, plan } from "#shared/sim/index.ts";
import { testGames } from "#test/support/games.ts";
import { offeredGames } from "#worker/match/choice.ts";

const games = offeredGames(testGames).map((info) => {
  const game = testGames.get(info.name);
  if (!game) throw new Error(`no ${info.name}`);
  return { info, game, layout: plan(game), forms: formsOf(info) };
});

const cases = games.flatMap(({ info, layout, forms }) =>
  forms.map((form) => ({ title: `${info.name}: ${form.id}`, form, layout })),
);

type Case = (typeof cases)[number];

const rowOf = (form: MessageForm, pick: (field: FormField) => number): number[] => form.fields.map(pick);

/** As the server reads it: a tail by itself, since it reads one only when it has asked for it. */
function read({ form, layout }: Case, rows: readonly (readonly number[])[]): readonly number[] | undefined {
  const bytes = packInts(formInts(form, rows));
  if (form.type === "tail") {
    const tail = decodeTail(bytes);
    return tail && [tail.tick];
  }
  const messages = decodeUp(bytes, layout);
  return messages?.length === 1 ? intsOf(messages[0]) : undefined;
}

/** The numbers of a decoded message behind its type, by the names of what the decoder has made of them. */
function intsOf(message: UpMessage): readonly number[] {
  switch (message.type) {
    case "input":
      return message.inputs.flatMap(({ tick, seen, values }) => [tick, seen, ...values]);
    case "commands":
      return message.commands.flatMap(({ tick, seq, number, args }) => [tick, seq, number, ...args]);
    case "ping":
      return [message.time, message.mark, ...(message.rtt === undefined ? [] : [message.rtt])];
    case "resync":
      return [message.tick];
    case "leave":
      return [];
    case "watchers":
      return [message.count];
    case "host": {
      const { act, ...rest } = message.act;
      const numbers = Object.values(rest).flatMap((value) => (typeof value === "object" ? value : [Number(value)]));
      return [HOST_ACT[act], ...numbers];
    }
  }
}

describe.each(cases)("$title", (one) => {
  const { form } = one;

  it.each([
    ["the initial", (field: FormField) => field.initial],
    ["the least", (field: FormField) => field.min],
    ["the greatest", (field: FormField) => field.max],
  ])("is read as it was filled in, with %s values", (_, pick) => {
    const row = rowOf(form, pick);
    expect(read(one, [row])).toEqual(row);
  });

  it("holds as many items as it says, and no more", () => {
    if (form.most === 1) return;
    const rows = Array.from({ length: form.most + 1 }, () => rowOf(form, ({ initial }) => initial));
    expect(read(one, rows.slice(1))).toEqual(rows.slice(1).flat());
    expect(read(one, rows)).toBeUndefined();
  });

  it("names each of its numbers", () => {
    const row = rowOf(form, ({ initial }) => initial);
    expect(formNames(form, 1)).toHaveLength(formInts(form, [row]).length);
    expect(formNames(form, form.most)).toHaveLength(formInts(form, Array<number[]>(form.most).fill(row)).length);
  });

  it("is small enough, however full", () => {
    const rows = Array.from({ length: form.most }, () => rowOf(form, ({ max }) => max));
    expect(packInts(formInts(form, rows)).length).toBeLessThanOrEqual(MAX_MESSAGE);
  });

  it("is found again by its numbers", () => {
    expect(
      formOf(
        games.find(({ forms }) => forms.includes(form))?.forms ?? [],
        formInts(form, [rowOf(form, ({ initial }) => initial)]),
      ),
    ).toBe(form);
  });

  it("is refused with a value out of range, where the form says so", () => {
    for (const [i, field] of form.fields.entries()) {
      if (field.beyond === "refused") continue;
      for (const value of [field.min - 1, field.max + 1]) {
        const row = rowOf(form, ({ initial }) => initial).with(i, value);
        if (value > 0xffffffff) expect(() => read(one, [row]), field.name).toThrow(RangeError);
        else if (!isOtherForm(one, field, value)) expect(read(one, [row]), `${field.name} ${value}`).toBeUndefined();
      }
    }
  });

  it("lacks no number, and has none too many", () => {
    if (form.id === "host.settings") return;
    const row = rowOf(form, ({ initial }) => initial);
    expect(read(one, [[...row, 0]])).toBeUndefined();
    const least = row.length - (form.optional ?? 0);
    if (least < row.length) expect(read(one, [row.slice(0, least)])).toEqual(row.slice(0, least));
    if (least > 0) expect(read(one, [row.slice(0, least - 1)])).toBeUndefined();
  });
});

/** The number of a command or an act is another form's where it is not this one's. */
function isOtherForm({ form, layout }: Case, { name }: FormField, value: number): boolean {
  if (form.type === "host" && name === "act") return Object.values<number>(HOST_ACT).includes(value);
  const isCommand = form.type === "commands" && name === "number";
  return isCommand && commandsOf(layout.game).some(({ number }) => number === value);
}

it("describes every message up, every command and every act of a host", () => {
  for (const { info, game, forms } of games) {
    expect(new Set(forms.map(({ type }) => type)), info.name).toEqual(new Set(Object.keys(UP)));
    expect(
      forms.filter(({ type }) => type === "commands"),
      info.name,
    ).toHaveLength(commandsOf(game).length);
    expect(forms.filter(({ type }) => type === "host")).toHaveLength(Object.keys(HOST_ACT).length);
    expect(new Set(forms.map(({ id }) => id)).size).toBe(forms.length);
  }
});

it.each([1.5, Number.NaN, 2 ** 32, -(2 ** 31) - 1])("packs no %d: the wire can't carry it", (n) => {
  expect(() => packInts([0, n])).toThrow(RangeError);
});
