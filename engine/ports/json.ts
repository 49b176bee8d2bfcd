/** Anything that survives JSON.stringify and back. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
