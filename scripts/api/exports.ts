/** What a module exports: each name with its declaration as it stands in the source, and what its docstring says. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "vite";

type Parsed = ReturnType<typeof parseSync>;
type Statement = Parsed["program"]["body"][number];

export interface Exported {
  readonly name: string;
  /** From the root of the tree. */
  readonly file: string;
  /** The declaration, without bodies of functions and without what is private. */
  readonly code: string;
  /** Empty where there is none. */
  readonly doc: string;
}

interface Module {
  readonly file: string;
  readonly source: string;
  readonly parsed: Parsed;
}

function read(file: string): Module {
  const source = readFileSync(file, "utf8");
  const parsed = parseSync(file, source);
  if (parsed.errors.length > 0) throw new SyntaxError(`${file}: ${parsed.errors[0].message}`);
  return { file, source, parsed };
}

/** The text of a docstring, without its frame. */
export const proseOf = (comment: string): string =>
  comment
    .replace(/^\*+/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();

/** The docstring right before this place; empty where there is none. */
function docBefore({ source, parsed }: Module, start: number): string {
  const before = parsed.comments.findLast(({ end }) => end <= start);
  const isIts =
    before?.type === "Block" && before.value.startsWith("*") && source.slice(before.end, start).trim() === "";
  return isIts ? proseOf(before.value) : "";
}

/** Where a declaration is, and where its body begins; none where it is shown whole. */
interface Place {
  readonly start: number;
  readonly end: number;
}

const textOf = ({ source }: Module, { start, end }: Place): string => source.slice(start, end);

/** A member of a class without its body, with its docstring; undefined where it is private. */
function memberText(module: Module, member: Place & { readonly type: string }): string | undefined {
  const text = textOf(module, member);
  if (/^(?:readonly |static |override |async |get |set |\*)*#|^static \{|^private /.test(text)) return undefined;
  const { value } = member as { value?: { body?: Place | null } | null };
  const head = value?.body
    ? textOf(module, { start: member.start, end: value.body.start }).trimEnd()
    : withoutValue(text);
  const doc = docBefore(module, member.start);
  return `${doc === "" ? "" : `  /** ${doc.replaceAll("\n", "\n   * ")} */\n`}  ${head.replace(/;$/, "")};`;
}

/** `x: number = 1` is `x: number`. */
const withoutValue = (text: string): string => text.replace(/^([\w\s]+: [^=]+?) = [\s\S]*$/, "$1");

/** The longest value of a constant that is shown, in characters. */
const VALUE = 300;

type Declared = NonNullable<Extract<Statement, { type: "ExportNamedDeclaration" }>["declaration"]>;

/** Each name that this declares, with its text. */
function declaredBy(module: Module, declared: Declared): readonly (readonly [name: string, code: string])[] {
  switch (declared.type) {
    case "FunctionDeclaration":
    case "TSDeclareFunction": {
      const end = declared.body?.start ?? declared.end;
      return [[declared.id?.name ?? "", textOf(module, { start: declared.start, end }).trim().replace(/;$/, "")]];
    }
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return [[declared.id.name, textOf(module, declared)]];
    case "ClassDeclaration": {
      const { id, body } = declared;
      const members = body.body.map((member) => memberText(module, member)).filter((text) => text !== undefined);
      return [
        [id?.name ?? "", `${textOf(module, { start: declared.start, end: body.start })}{\n${members.join("\n")}\n}`],
      ];
    }
    case "VariableDeclaration":
      return declared.declarations.map((one) => {
        const name = one.id.type === "Identifier" ? one.id.name : "";
        const { init } = one;
        if (init?.type === "ArrowFunctionExpression") {
          const head = textOf(module, { start: one.start, end: init.body.start })
            .replace(/=>\s*\(?\s*$/, "")
            .trim();
          return [name, `const ${head}`];
        }
        const whole = textOf(module, one);
        const typed = one.id.type === "Identifier" && one.id.typeAnnotation ? textOf(module, one.id) : name;
        return [name, `const ${whole.length <= VALUE ? whole : typed}`];
      });
    default:
      return [];
  }
}

/** Each statement's own exports; overloads of a function are one. */
function ownExports(module: Module): Map<string, Exported> {
  const found = new Map<string, Exported>();
  for (const statement of module.parsed.program.body) {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) continue;
    const doc = docBefore(module, statement.start);
    for (const [name, code] of declaredBy(module, statement.declaration)) {
      const before = found.get(name);
      found.set(name, {
        name,
        file: module.file,
        code: before ? `${before.code}\n${code}` : code,
        doc: before ? before.doc : doc,
      });
    }
  }
  return found;
}

/** The head comment of a file: what the module is. */
export function headOf(file: string): string {
  const module = read(file);
  const first = module.parsed.comments[0];
  const isHead =
    first?.value.startsWith("*") && /^\s*(?:import|export \{|export \*|\/\*\*|$)/.test(module.source.slice(first.end));
  return isHead ? proseOf(first.value) : "";
}

/** What this module exports, of itself and from others, in the order in which it is named there. Packages are left out. */
export function exportsOf(file: string): readonly Exported[] {
  const module = read(file);
  const own = ownExports(module);
  const all = new Map<string, Exported>(own);
  const at = (source: string) => join(dirname(file), source);
  for (const statement of module.parsed.program.body) {
    if (statement.type === "ExportAllDeclaration" && statement.source.value.startsWith("."))
      for (const one of exportsOf(at(statement.source.value))) all.set(one.name, one);
    if (statement.type !== "ExportNamedDeclaration" || !statement.source?.value.startsWith(".")) continue;
    const there = new Map(exportsOf(at(statement.source.value)).map((one) => [one.name, one]));
    for (const { local } of statement.specifiers) {
      const name = local.type === "Identifier" ? local.name : "";
      const one = there.get(name);
      if (!one) throw new RangeError(`${file}: ${statement.source.value} exports no ${name}`);
      all.set(name, one);
    }
  }
  return [...all.values()];
}
