export const ROOM: string;
export const MESSAGE: { readonly input: number; readonly seat: number };
export const CODE: { readonly join: number; readonly message: number; readonly state: number; readonly patch: number };
