/** What a test may set about the vendors' moods. The defaults are the vendors' own limits. */
import { isObject, type Json } from './exchange.ts';

/** Whether a service lets itself be asked for what was written before. */
export type Ask = 'open' | 'missing-scope' | 'rate-limited';

export interface Settings {
	slack: { ask: Ask; scopes: string[] };
	hubspot: {
		/** How far the search index lags behind writes. */
		searchLagMs: number;
		scopes: string[];
		ask: Ask;
		/** Requests in any 10 s; 0: no limit. HubSpot allows a private app 190 (Professional, Enterprise). */
		perTenSeconds: number;
		/** Search requests in any second; 0: no limit. */
		searchPerSecond: number;
	};
	gong: {
		/** Requests in any second for a key; 0: no limit. */
		perSecond: number;
		scopes: string[];
	};
}

export function defaultSettings(): Settings {
	return {
		slack: { ask: 'open', scopes: ['chat:write', 'im:history', 'im:write', 'users:read', 'users:read.email'] },
		hubspot: {
			searchLagMs: 5_000,
			scopes: [
				'oauth',
				'crm.objects.contacts.read',
				'crm.objects.contacts.write',
				'crm.objects.companies.read',
				'crm.objects.companies.write',
				'crm.objects.deals.read',
				'crm.objects.deals.write',
				'sales-email-read',
			],
			ask: 'open',
			perTenSeconds: 190,
			searchPerSecond: 5,
		},
		gong: {
			perSecond: 3,
			scopes: [
				'api:calls:read:basic',
				'api:calls:read:extensive',
				'api:calls:read:transcript',
				'api:users:read',
				'api:workspaces:read',
			],
		},
	};
}

/** Merges a control request into the settings, all or nothing; throws an Error that names what is wrong. */
export function changeSettings(settings: Settings, input: unknown): void {
	if (!isObject(input)) throw new Error('settings are a JSON object { slack?, hubspot?, gong? }');
	const changes: [Json, string, unknown][] = [];
	for (const [service, values] of Object.entries(input)) {
		const known = settings[service as keyof Settings] as Json | undefined;
		if (known === undefined || !isObject(values)) throw new Error(`unknown setting ${service}`);
		for (const [key, value] of Object.entries(values)) {
			const current = known[key];
			if (current === undefined) throw new Error(`unknown setting ${service}.${key}`);
			checkValue(`${service}.${key}`, current, value);
			changes.push([known, key, value]);
		}
	}
	for (const [target, key, value] of changes) target[key] = value;
}

function checkValue(name: string, current: unknown, value: unknown): void {
	if (name.endsWith('.ask') && !['open', 'missing-scope', 'rate-limited'].includes(String(value))) {
		throw new Error(`${name} is open, missing-scope or rate-limited`);
	}
	if (typeof current === 'number' && (typeof value !== 'number' || !(value >= 0))) {
		throw new Error(`${name} is a number >= 0`);
	}
	if (Array.isArray(current) && !(Array.isArray(value) && value.every((scope) => typeof scope === 'string'))) {
		throw new Error(`${name} is an array of strings`);
	}
}
