/** What a run asks models with: the catalog, the prompts, and the connections that it names. */
import { readFile } from 'node:fs/promises';
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { createTokens } from '../adapters/models/tokens.ts';
import type { Tier } from '../contract/model.ts';
import type { ReadingPorts, ReadingPrompts } from '../domain/calls/generative/read-call.ts';
import { type Catalog, modelOf, providerOf, toCatalog, withOwn } from '../domain/models/catalog.ts';
import { costOf } from '../domain/models/price.ts';
import { type Prompt, toPrompt } from '../domain/models/prompt.ts';
import { TerminalError } from '../errors.ts';
import { parseYaml } from '../http/yaml.ts';
import type { Breakers } from '../ports/breakers.ts';
import type { Model } from '../ports/model.ts';
import type { ModelAnswers } from '../ports/model-answers.ts';
import type { RunContext } from '../ports/run-context.ts';
import type { Services } from './connections.ts';

export type ModelsOptions = {
	/** Over the catalog that comes with the engine. */
	modelsFile: string | undefined;
	services: Pick<Services, 'models'>;
	answers: ModelAnswers;
	breakers: Breakers;
};

export type RunModels = { ports: ReadingPorts; tier: Tier | 'auto'; prompts: Prompts };

export type Models = {
	/** Undefined where the run names none: then nothing of what was said leaves the engine. */
	of(run: Pick<RunContext, 'tenant' | 'connections'>): Promise<RunModels | undefined>;
};

export const NO_MODELS: Models = { of: async () => undefined };

type Prompts = ReadingPrompts & { answer: Prompt; message: Prompt; note: Prompt };

/** Throws `catalog-not-valid`, `config-not-valid` where the file cannot be read. */
export async function openModels({ modelsFile, services, answers, breakers }: ModelsOptions): Promise<Models> {
	const catalog = await readCatalog(modelsFile);
	const prompts: Prompts = {
		part: await readPrompt('analyze-part'),
		correction: await readPrompt('correct-claims'),
		answer: await readPrompt('answer-question'),
		message: await readPrompt('write-message', COACHING_PROMPTS),
		note: await readPrompt('write-note', COACHING_PROMPTS),
	};
	const tokens = createTokens();
	const leftAlone = new Map<string, number>();
	return {
		async of({ tenant, connections: { models } }) {
			if (!models) return undefined;
			const named = await Promise.all(
				models.ids.map(async (id) => ({ id, service: await services.models(tenant, id) })),
			);
			// The first of two connections to one provider is asked.
			const byProvider = new Map(named.toReversed().map((one) => [one.service.provider, one]));
			const connectionOf = (id: string) => {
				const found = byProvider.get(providerOf(id));
				if (!found) throw new TerminalError('models-none', `The run names no connection to the provider of ${id}.`);
				return found;
			};
			const opened = new Map<string, Model>();
			const ports: ReadingPorts = {
				...{ catalog, breakers, tokens, answers, leftAlone, clock: systemClock, hash: sha256 },
				providers: new Set(byProvider.keys()),
				// Each has a client of its own: one for all that the run asks of it.
				async open(id) {
					const known = opened.get(id);
					if (known) return known;
					const { prices } = modelOf(catalog, id).model;
					const name = id.slice(id.indexOf('/') + 1);
					const model = connectionOf(id).service.open({ id, name, costOf: (usage) => costOf(prices, usage) });
					opened.set(id, model);
					return model;
				},
				// One tenant's bad key must not close a provider for another.
				breakerOf: (id) => JSON.stringify([tenant, connectionOf(id).id, id]),
			};
			return { ports, tier: models.tier, prompts };
		},
	};
}

const CATALOG = new URL('../domain/models/catalog.yaml', import.meta.url);
const PROMPTS = new URL('../domain/calls/prompts/', import.meta.url);
const COACHING_PROMPTS = new URL('../domain/coaching/prompts/', import.meta.url);

export async function readCatalog(modelsFile: string | undefined): Promise<Catalog> {
	const shipped = parseYaml(await readFile(CATALOG)) as Record<string, unknown>;
	if (modelsFile === undefined) return toCatalog(shipped, 'catalog.yaml');
	const text = await readFile(modelsFile).catch((error: NodeJS.ErrnoException) => {
		const fields = [{ path: 'MODELS_FILE', message: `cannot be read (${error.code})` }];
		throw new TerminalError('config-not-valid', `MODELS_FILE cannot be read (${error.code}).`, { details: { fields } });
	});
	return withOwn(shipped, readOwn(text, modelsFile), modelsFile);
}

function readOwn(text: Uint8Array, file: string): unknown {
	try {
		return parseYaml(text);
	} catch (error) {
		if (!(error instanceof TerminalError)) throw error;
		throw new TerminalError('catalog-not-valid', `${file}: ${error.message.replace(/^The body/, 'the file')}`, {
			cause: error,
		});
	}
}

async function readPrompt(name: string, folder = PROMPTS): Promise<Prompt> {
	return toPrompt(await readFile(new URL(`${name}.md`, folder), 'utf8'));
}
