/** Keeps what parties have not heard yet as rows of the pool's SQLite. */
import * as v from "valibot";
import { PartyNews, type PartyNewsStore } from "./party-news.ts";

/** A row that another version of this code wrote in another form is dropped. */
const Row = v.object({ news: v.pipe(v.string(), v.parseJson(), PartyNews) });

export class SqlPartyNewsStore implements PartyNewsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS queue_party_news (search TEXT PRIMARY KEY, news TEXT NOT NULL) WITHOUT ROWID");
  }

  *load(): Iterable<PartyNews> {
    for (const row of this.#sql.exec("SELECT news FROM queue_party_news").toArray()) {
      const parsed = v.safeParse(Row, row);
      if (parsed.success) yield parsed.output.news;
    }
  }

  save(news: PartyNews): void {
    this.#sql.exec("INSERT OR REPLACE INTO queue_party_news VALUES (?, ?)", news.search, JSON.stringify(news));
  }

  remove(search: string): void {
    this.#sql.exec("DELETE FROM queue_party_news WHERE search = ?", search);
  }
}
