/** A thread that plays rounds. */
import { parentPort } from "node:worker_threads";
import * as v from "valibot";
import { Course, playRound } from "./play.ts";

const Courses = v.array(Course);

parentPort?.on("message", (courses: unknown) => parentPort?.postMessage(v.parse(Courses, courses).map(playRound)));
