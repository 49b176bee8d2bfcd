/** Addresses of the files that run in a thread or process of their own: .ts from source, .js when compiled. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

export const WORKER = new URL(`./worker.${extension}`, import.meta.url);
export const INITIALIZE = new URL(`./initialize.${extension}`, import.meta.url);
