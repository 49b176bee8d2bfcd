/**
 * What choosing a model takes: the tier by the rules of complexity, and the route over the catalog that comes with the
 * engine. Tokens are counted before, once for each tokenizer: that is the caller's, and sizes parts as well.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { providerOf, toCatalog } from '../../engine/domain/models/catalog.ts';
import { tierOf, type Work } from '../../engine/domain/models/complexity.ts';
import { type Route, route } from '../../engine/domain/models/route.ts';
import { seededRandom } from '../crash/random.ts';
import { option, print, quantile } from './shared/figures.ts';

const REQUESTS = option('requests', 20_000);
const ROUNDS = option('rounds', 10);

process.env.SOPHIA_SEED ??= '1';
const { between, pick } = seededRandom('router');
const share = () => between(0, 1_000_000) / 1_000_000;
const file = path.join(import.meta.dirname, '../../engine/domain/models/catalog.yaml');
const catalog = toCatalog(parse(readFileSync(file, 'utf8')), 'catalog.yaml');
const known = [...new Set(Object.keys(catalog.models).map(providerOf))];

const WORDS =
	'who why what how come if the our their price compare versus better over time each call signs plan since ? ,'.split(
		' ',
	);

type Request = { work: Work; tokens: number; maxOutputTokens: number; providers: Set<string> };

/** From a word to a page of a question, from none to all providers, from a line to more than any model holds. */
const requests = Array.from({ length: REQUESTS }, (): Request => {
	const words = Array.from({ length: Math.ceil(share() ** 3 * 400) }, () => pick(WORDS));
	return {
		work: {
			kind: pick(['extract', 'answer', 'write', 'search'] as const),
			...{ question: words.join(' '), sources: between(1, 20) },
		},
		...{ tokens: Math.ceil(share() ** 6 * 200_000), maxOutputTokens: pick([50, 150, 300, 600, 1_500, 4_000]) },
		providers: new Set(known.filter(() => share() < 0.8)),
	};
});

/** Microseconds of each; `seen` keeps what was chosen, so that nothing is left out as unused. */
function timed(choose: (request: Request) => unknown, seen: unknown[]): number[] {
	return requests.map((request) => {
		const began = process.hrtime.bigint();
		seen.push(choose(request));
		return Number(process.hrtime.bigint() - began) / 1_000;
	});
}

const choose = ({ work, tokens, maxOutputTokens, providers }: Request): Route =>
	route(catalog, {
		...{ tier: tierOf(work), maxOutputTokens, providers },
		inputTokensOf: (tokenizer) => (tokenizer ? tokens : Math.ceil(tokens * 1.6)),
	});

const [ours, empty] = [[] as number[], [] as number[]];
let chosen: Route[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
	const routes: Route[] = [];
	empty.push(...timed(() => undefined, []));
	ours.push(...timed(choose, routes));
	chosen = routes;
}
const none = (why: Route['none']) => chosen.filter((one) => one.none === why).length;
print({
	...{ bench: 'router', metric: 'choose_p99_us', value: quantile(ours, 0.99), unit: 'µs' },
	note: `${REQUESTS} requests of any sort, ${ROUNDS} rounds, seed ${process.env.SOPHIA_SEED}; p50 ${quantile(ours, 0.5).toFixed(1)} µs; too large ${none('too-large')}, no provider ${none('no-provider')}`,
});
print({
	...{ bench: 'router', metric: 'choose_p99_us_baseline', value: quantile(empty, 0.99), unit: 'µs' },
	note: 'an empty function, measured the same way',
});
