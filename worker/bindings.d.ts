/** What `cloudflare:workers` gives to any file: the bindings of wrangler.toml. */
import type { Env as WorkerEnv } from "./env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {}
  }
}
