/** What `cloudflare:workers` gives to tests in workerd. */
import type { Env as WorkerEnv } from "#worker/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {}
  }
}
