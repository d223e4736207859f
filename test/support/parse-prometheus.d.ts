/** The package has no types of its own; what it gives is checked in metrics.ts. */
declare module "parse-prometheus-text-format" {
  export default function parse(text: string): unknown;
}
