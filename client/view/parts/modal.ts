/** Opens a dialog as a modal one, which keeps the focus within, once it stands in the page: `<dialog ${ref(asModal)}>`. */
export function asModal(element: Element | undefined): void {
  if (!(element instanceof HTMLDialogElement)) return;
  queueMicrotask(() => element.isConnected && !element.open && element.showModal());
}
