import { describe, expect, it } from "vitest";
import { CodeFiles, readCodeList } from "#client/net/code-files.ts";

const LIST = {
  stage: [["/a.js", 100] as const, ["/b.js", 300] as const].map(([url, bytes]): [string, number] => [url, bytes]),
};

/** A line whose pieces come when the test says so. */
class Line {
  readonly asked: string[] = [];
  readonly #bodies = new Map<string, ReadableStreamDefaultController<Uint8Array>>();
  down = false;

  readonly fetch = async (url: string): Promise<Response> => {
    this.asked.push(url);
    if (this.down) throw new TypeError("offline");
    return new Response(new ReadableStream({ start: (body) => void this.#bodies.set(url, body) }));
  };

  async bring(url: string, bytes: number): Promise<void> {
    this.#bodies.get(url)?.enqueue(new Uint8Array(bytes));
    await new Promise((resolve) => setTimeout(resolve));
  }

  end(url: string): void {
    this.#bodies.get(url)?.close();
  }

  cut(url: string): void {
    this.#bodies.get(url)?.error(new TypeError("cut"));
  }
}

describe("code that is fetched ahead", () => {
  it("is counted as it comes, and fetched once", async () => {
    const line = new Line();
    const code = new CodeFiles(line.fetch, LIST);
    let pieces = 0;
    code.watch(() => pieces++);
    expect(code.share).toBeUndefined();
    const all = Promise.all([code.get("stage"), code.get("stage")]);
    expect(code.share).toBe(0);
    await line.bring("/a.js", 100);
    await line.bring("/b.js", 100);
    expect([code.share, pieces]).toEqual([0.5, 2]);
    await line.bring("/b.js", 200);
    for (const [url] of LIST.stage) line.end(url);
    await all;
    await code.get("stage");
    expect(code.share).toBe(1);
    expect(line.asked).toEqual(["/a.js", "/b.js"]);
  });

  it("that does not come is no error, and is asked for anew the next time", async () => {
    const line = new Line();
    line.down = true;
    const code = new CodeFiles(line.fetch, LIST);
    await code.get("stage");
    expect(code.share).toBeUndefined();
    line.down = false;
    const second = code.get("stage");
    await line.bring("/a.js", 100);
    line.cut("/a.js");
    line.end("/b.js");
    await second;
    void code.get("stage");
    expect(line.asked).toEqual(["/a.js", "/b.js", "/a.js", "/b.js", "/a.js"]);
  });

  it("is imported once all of it is there", async () => {
    const line = new Line();
    const code = new CodeFiles(line.fetch, LIST);
    let imports = 0;
    const loaded = code.load("stage", async () => ++imports);
    await line.bring("/a.js", 100);
    line.end("/a.js");
    await line.bring("/b.js", 300);
    expect(imports).toBe(0);
    line.end("/b.js");
    expect(await loaded).toBe(1);
  });

  it("is fetched twice and not imported where it does not come, and imported when it is asked for again", async () => {
    const line = new Line();
    line.down = true;
    const code = new CodeFiles(line.fetch, LIST);
    let imports = 0;
    const load = () => code.load("stage", async () => ++imports);
    await expect(load()).rejects.toThrow("/a.js does not come");
    expect(line.asked).toEqual(["/a.js", "/b.js", "/a.js", "/b.js"]);
    expect(imports).toBe(0);
    line.down = false;
    const again = load();
    await line.bring("/a.js", 100);
    for (const [url] of LIST.stage) line.end(url);
    expect(await again).toBe(1);
  });

  it("is none in a page that is not built", async () => {
    const line = new Line();
    const code = new CodeFiles(line.fetch, readCodeList(""));
    await code.get("stage");
    expect(await code.load("stage", async () => "imported")).toBe("imported");
    expect(line.asked).toEqual([]);
    expect(() => readCodeList('{"stage":1}')).toThrow();
  });
});
