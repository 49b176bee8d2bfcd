/** Takes the secrets that a service was given out of what it says: servers quote headers in their errors. */
import type { Service } from '../../../contract/service.ts';
import type { Variable } from './transport.ts';

export type Hide = (said: unknown) => unknown;

/** Shorter ones stand in words by chance. */
const SHORTEST = 8;

/** Variables that hold secrets, by their names; others hold folders and addresses, which results are made of. */
const SECRET = /key|token|secret|pass|cred|auth/i;

/** Nothing is read deeper than this. */
const DEEPEST = 80;

export function hideSecrets(service: Service, variable: Variable): Hide {
	const named = 'url' in service ? Object.values(service.headers) : service.variables;
	const holders = [...named.filter((name) => SECRET.test(name)), ...('url' in service ? [service.bearer ?? ''] : [])];
	const secrets = holders.map((name) => variable(name) ?? '').filter(({ length }) => length >= SHORTEST);
	// A secret may begin with another one.
	secrets.sort((a, b) => b.length - a.length);
	const hideText = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '(hidden)'), text);
	const hide = (said: unknown, depth: number): unknown => {
		if (typeof said === 'string') return hideText(said);
		if (typeof said !== 'object' || said === null || depth > DEEPEST) return said;
		if (Array.isArray(said)) return said.map((one) => hide(one, depth + 1));
		return Object.fromEntries(Object.entries(said).map(([key, one]) => [hideText(key), hide(one, depth + 1)]));
	};
	return (said) => (secrets.length === 0 ? said : hide(said, 0));
}
