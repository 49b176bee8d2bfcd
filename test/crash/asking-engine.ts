/** An engine of its own process whose runs ask a person before they write one line to a file: for kills. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { openPglite } from '../../engine/adapters/store/pglite.ts';
import { openPostgres } from '../../engine/adapters/store/postgres.ts';
import type { QuestionAnswer, QuestionList } from '../../engine/contract/question.ts';
import type { RunResult } from '../../engine/contract/run.ts';
import type { RunContext } from '../../engine/ports/run-context.ts';
import { request, startTestEngine } from '../contracts/runs/engine.ts';

export const TENANT = 'acme';

/** `file`: where the runs write. */
export type AskingPlace = { home?: string; url?: string; redisUrl: string; file: string };

export type Wish =
	| { type: 'submit' }
	| { type: 'questions'; id: string }
	| { type: 'answer'; id: string; question: string; answer: QuestionAnswer }
	| { type: 'end'; id: string };

export type Word =
	| { type: 'ready' }
	/** It is about to write. */
	| { type: 'writing' }
	| { type: 'submitted'; id: string }
	| { type: 'questions'; list: QuestionList }
	| { type: 'answered' }
	| { type: 'end'; result: RunResult };

export function openAt({ home, url }: AskingPlace) {
	return url === undefined ? openPglite({ home: home ?? '' }) : openPostgres({ url });
}

async function main(place: AskingPlace): Promise<void> {
	const say = (word: Word) => void process.send?.(word);
	const written = () => (existsSync(place.file) ? readFileSync(place.file, 'utf8').split('\n') : []);
	const asking = async (run: RunContext) => {
		await run.step('read', async () => appendFileSync(place.file, `read ${run.id}\n`));
		const answer = await run.ask('ask', {
			...{ title: 'Write it?', tool: 'file', member: 'Writer', input: { text: 'as shown' } },
		});
		await run.effect(run.id, {
			kind: 'line',
			do: async () => {
				say({ type: 'writing' });
				appendFileSync(place.file, `wrote ${run.id}\n`);
				return { written: true };
			},
			find: async () =>
				written().includes(`wrote ${run.id}`) ? { answer: 'present', receipt: {} } : { answer: 'absent' },
		});
		return answer;
	};
	const database = await openAt(place);
	const { redisUrl } = place;
	const { runs } = await startTestEngine({ database, redisUrl, kinds: { asking } });
	process.on('message', async (wish: Wish) => {
		if (wish.type === 'submit') {
			const [accepted] = await runs.submit(TENANT, [{ request: request('asking') }]);
			say({ type: 'submitted', id: accepted?.id ?? '' });
		} else if (wish.type === 'questions') {
			say({ type: 'questions', list: await runs.questions(TENANT, wish.id) });
		} else if (wish.type === 'answer') {
			await runs.answer(TENANT, wish.id, wish.question, wish.answer);
			say({ type: 'answered' });
		} else {
			say({ type: 'end', result: await runs.get(TENANT, wish.id, { waitMs: 60_000 }) });
		}
	});
	say({ type: 'ready' });
}

if (process.argv[1] === import.meta.filename) await main(JSON.parse(process.argv[2] ?? '{}') as AskingPlace);
