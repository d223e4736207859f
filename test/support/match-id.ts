import * as v from "valibot";
import { MonitorNews } from "#shared/monitor/index.ts";

const News = v.pipe(v.string(), v.parseJson(), MonitorNews);

/** The id of a match's object, as the monitor of a server on this machine lists it. @param code the match's */
export async function idOf(url: string, code: string): Promise<string> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/monitor/socket`);
  try {
    return await new Promise((resolve, reject) => {
      socket.onopen = () => socket.send(JSON.stringify({ type: "look" }));
      socket.onclose = () => reject(new Error("the monitor has closed its socket"));
      socket.onmessage = ({ data }) => {
        const news = v.parse(News, data);
        const row = news.type === "matches" && news.rows.find((one) => code.startsWith(one.code.slice(0, 4)));
        if (row) resolve(row.id);
      };
    });
  } finally {
    socket.onclose = null;
    socket.close();
  }
}
