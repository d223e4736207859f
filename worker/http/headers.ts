/** The headers that say what a page of this server, and an answer of its API, may do in a browser. */
import type { Context } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Vite's own pages put styles and scripts inline; a deployed page has neither. */
const INLINE = import.meta.env?.MODE === "development" ? ["'unsafe-inline'"] : [];

/** Older Safari does not take 'self' for WebSockets. The name goes into a header, so an odd one is left out. */
function sockets(c: Context): string {
  const { host } = new URL(c.req.url);
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host} wss://${host}` : "'self'";
}

const NO_SITE: string[] = [];
const OWN_SITE = ["self"];

/** Without `includeSubDomains`: whether other names of the domain have https is not for this server to say. */
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
    autoplay: OWN_SITE,
    clipboardWrite: OWN_SITE,
    fullscreen: OWN_SITE,
    gamepad: OWN_SITE,
    screenWakeLock: OWN_SITE,
    accelerometer: NO_SITE,
    browsingTopics: NO_SITE,
    camera: NO_SITE,
    displayCapture: NO_SITE,
    geolocation: NO_SITE,
    gyroscope: NO_SITE,
    hid: NO_SITE,
    magnetometer: NO_SITE,
    microphone: NO_SITE,
    midi: NO_SITE,
    payment: NO_SITE,
    serial: NO_SITE,
    usb: NO_SITE,
  },
});
