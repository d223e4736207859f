/** What Vite adds to modules; absent where the Worker is bundled without it. */
interface ImportMeta {
  readonly env?: { readonly MODE?: string };
}
