/** What is sent, as the log tells of it: each message of a payload by its form. */
import { formNames, formOf, type MessageForm } from "#shared/protocol/forms.ts";
import type { LogEntry } from "./log.ts";
import { type Anatomy, anatomyOf, type MessageParts } from "./parts.ts";
import type { Payload } from "./typed.ts";

export type SentEntry = Pick<LogEntry, "name" | "bytes" | "fields" | "names" | "problem">;

/** The integers of a message; undefined where it is something else. */
function intsOf({ parts }: MessageParts): readonly number[] | undefined {
  const [head, ...rest] = parts;
  if (!head?.form.includes("array") || rest.some(({ depth, value }) => depth !== 1 || !/^-?\d+$/.test(value)))
    return undefined;
  return rest.map(({ value }) => Number(value));
}

/** What the numbers of a message are called. */
export function namesFor(ints: readonly number[], forms: readonly MessageForm[]): readonly string[] | undefined {
  const form = formOf(forms, ints);
  if (!form) return undefined;
  const { length } = form.fields;
  return formNames(form, length === 0 ? 0 : Math.max(1, Math.ceil((ints.length - 1) / length)));
}

/** The names of each message's parts: for bytes that are looked at before they go. */
export const namesOf = ({ messages }: Anatomy, forms: readonly MessageForm[]): readonly (readonly string[])[] =>
  messages.map((message) => namesFor(intsOf(message) ?? [], forms) ?? []);

export function describeSent(payload: Payload, forms: readonly MessageForm[]): readonly SentEntry[] {
  if (typeof payload === "string") {
    const bytes = new TextEncoder().encode(payload);
    return [{ name: "text", bytes, fields: [{ name: "text", value: JSON.stringify(payload) }] }];
  }
  if (payload.length === 0) return [{ name: "bytes", bytes: payload, fields: [], problem: "no bytes" }];
  const { messages, fault } = anatomyOf(payload);
  return messages.map((message, i) => {
    const bytes = payload.slice(message.from, message.to);
    const problem = i === messages.length - 1 && fault ? `at byte ${fault.at}: ${fault.text}` : undefined;
    const ints = problem === undefined ? intsOf(message) : undefined;
    const form = ints && formOf(forms, ints);
    if (!ints || !form) return { name: "bytes", bytes, fields: [], problem: problem ?? "no form of this protocol" };
    const names = namesFor(ints, forms) ?? [];
    const fields = ints
      .slice(1)
      .map((value, at) => ({ name: names[at + 1] ?? `value ${at + 1}`, value: String(value) }));
    return { name: form.type, bytes, fields, names };
  });
}
