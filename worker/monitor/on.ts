/** Whether a server has a monitor: with an operator's token, or where this machine alone can reach it. */
import type { Env } from "../env.ts";

export const isMonitorOn = ({
  OPERATOR_TOKEN = "",
  LOOPBACK_ONLY,
}: Pick<Env, "OPERATOR_TOKEN" | "LOOPBACK_ONLY">): boolean => OPERATOR_TOKEN !== "" || LOOPBACK_ONLY === "1";
