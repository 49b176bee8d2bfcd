/** The calls from which the weights of the analysis are learned: test/fixtures/practice/README.md. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { markedCall } from './marked-call.ts';
import { type PlantedCall, plantedCalls } from './planted-call.ts';

/** `writer`: calls of one writer share habits of speech, so they are never on both sides of a test. */
export type PracticeCall = PlantedCall & { writer: string };

/** Exchanges in textbook words that make no call: good to learn from, and no test of anything. */
export const isPhraseBook = ({ writer }: PracticeCall): boolean => writer.startsWith('phrases-');

const ORDINARY = new Set(['u', 'v', 'w', 'x', 'y', 'z', 'aa', 'ab', 'ac', 'ad']);
/** As calm as most calls are; the other writers were asked for what is hard. */
export const isOrdinary = ({ writer }: PracticeCall): boolean => ORDINARY.has(writer);

const folder = path.join(import.meta.dirname, '../fixtures/practice');

/** The marked texts, by writer and name, and the planted calls that may be looked at while rules are written. */
export function practiceCalls(): PracticeCall[] {
	const planted = (['practice', 'dev'] as const).flatMap((half) =>
		plantedCalls(half).map((call) => ({ writer: half, ...call })),
	);
	return [...markedCalls(), ...planted];
}

/** Calls that were written as texts with marks. */
export function markedCalls(): PracticeCall[] {
	const writers = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
	return writers
		.map(({ name }) => name)
		.sort()
		.flatMap((writer) =>
			readdirSync(path.join(folder, writer))
				.sort()
				.map((file) => ({ writer, ...markedCall(file, readFileSync(path.join(folder, writer, file), 'utf8')) })),
		);
}

/** Tells whether weights were learned from these calls. */
export function fingerprint(calls: PracticeCall[]): string {
	const said = calls.map(({ call, sentences, truth }) => [call.id, sentences.map(({ text }) => text), truth]);
	return `${calls.length} calls, sha256 ${createHash('sha256').update(JSON.stringify(said)).digest('hex')}`;
}
