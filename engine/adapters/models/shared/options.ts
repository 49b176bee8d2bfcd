/** What every adapter of a model is given. */
import type { Usage } from '../../../ports/model.ts';

export type ModelOptions = {
	/** `provider/name`, as in the catalog. */
	id: string;
	/** As the provider writes it. */
	name: string;
	/** Base of the interface, such as `https://api.openai.com/v1`. */
	address: string;
	key: string;
	/** Dollars, by the price table. */
	costOf(usage: Usage): number;
	/** For tests. */
	fetch?: typeof globalThis.fetch;
};

/** The libraries log addresses, headers and bodies. */
const silent = () => {};
export const NO_LOG = { debug: silent, info: silent, warn: silent, error: silent };

/** A redirect would take the key elsewhere. */
export const withoutRedirects =
	(fetch = globalThis.fetch): typeof globalThis.fetch =>
	(input, init) =>
		fetch(input, { ...init, redirect: 'error' });
