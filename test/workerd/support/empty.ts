/** Test files share a server, one after the other: each begins with one that has nothing in it. */
import { reset } from "cloudflare:test";
import { beforeAll } from "vitest";

beforeAll(() => reset());
