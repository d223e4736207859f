/** Has each loop of a module call a function as it goes round. The lines of the module stay where they are. */

/** As much of a syntax tree as is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const LOOPS = new Set(["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"]);

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value && "end" in value;

/** The bodies of all loops. */
function* bodiesIn(node: Node): Generator<Node, void> {
  const body: unknown = Reflect.get(node, "body");
  if (LOOPS.has(node.type) && isNode(body)) yield body;
  for (const value of Object.values(node)) {
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield* bodiesIn(one);
  }
}

/** @param tree the module's syntax, as a bundler's parser answers it @param call such as "round()" */
export function guardLoops(code: string, tree: unknown, call: string): string {
  if (!isNode(tree)) return code;
  const inserts: { readonly at: number; readonly text: string }[] = [];
  for (const { type, start, end } of bodiesIn(tree)) {
    const isBlock = type === "BlockStatement";
    inserts.push({ at: isBlock ? start + 1 : start, text: isBlock ? `${call};` : `{${call};` });
    if (!isBlock) inserts.push({ at: end, text: "}" });
  }
  // From the end on, so that each place is still where it was; of one place, what closes a body comes before what opens another.
  inserts.sort((a, b) => b.at - a.at || (a.text === "}" ? 1 : -1));
  return inserts.reduce((text, { at, text: put }) => text.slice(0, at) + put + text.slice(at), code);
}
