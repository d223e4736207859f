/** A link as a code for a phone's camera. */

/** A QR code as the address of an image: the page's policy allows no markup from elsewhere. */
export async function qrImage(text: string): Promise<string> {
  const { renderSVG } = await import("uqr");
  const svg = renderSVG(text, { border: 2, whiteColor: "#ffffff", blackColor: "#0a0f1a" });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
