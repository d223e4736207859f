/** What a page of this server, and an answer of its API, may do in a browser. */
import type { Context } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Vite's own pages put styles and scripts inline; what is deployed has neither. */
const INLINE = import.meta.env?.MODE === "development" ? ["'unsafe-inline'"] : [];

/** Older Safari does not take 'self' for WebSockets. The name goes into a header, so an odd one is left out. */
function sockets(c: Context): string {
  const { host } = new URL(c.req.url);
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
}

const NOBODY: string[] = [];
const US = ["self"];

/** Whether other names of the domain have https is not for a game to say. */
export const STRICT_TRANSPORT = "max-age=31536000";

/** An answer of the API is data: no page may show it, and it loads nothing. */
export const apiHeaders = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  xFrameOptions: "DENY",
  referrerPolicy: "no-referrer",
  strictTransportSecurity: STRICT_TRANSPORT,
});

export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", ...INLINE],
    styleSrc: ["'self'", ...INLINE],
    imgSrc: ["'self'", "data:", "blob:"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'", sockets],
    mediaSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // A match's address is its invitation: it must not go to other sites.
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
  strictTransportSecurity: STRICT_TRANSPORT,
  permissionsPolicy: {
    autoplay: US,
    clipboardWrite: US,
    fullscreen: US,
    gamepad: US,
    screenWakeLock: US,
    accelerometer: NOBODY,
    browsingTopics: NOBODY,
    camera: NOBODY,
    displayCapture: NOBODY,
    geolocation: NOBODY,
    gyroscope: NOBODY,
    hid: NOBODY,
    magnetometer: NOBODY,
    microphone: NOBODY,
    midi: NOBODY,
    payment: NOBODY,
    serial: NOBODY,
    usb: NOBODY,
  },
});
