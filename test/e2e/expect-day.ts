/** Holds a CoachingDay that arrived in n8n, and what landed in the sandbox, against the raw calls. */
import { expect } from '@jest/globals';
import type { CoachingDay } from '../../engine/contract/index.ts';
import type { SandboxMessage, SandboxNote, SandboxState } from '../servers/sandbox.ts';
import { gapsOfFolder, type RawCalls, rawDay, stands } from './raw-day.ts';

type Window = { from: string; to: string };
export type World = {
	raw: RawCalls;
	/** Whether the sandbox leaves people and records out on purpose, as it does around a folder of calls. */
	fromFolder: boolean;
};

/** The day says what the raw calls say: which lie in the window, who gets a message, which are skipped, which quotes. */
export function expectDay(day: CoachingDay, { raw, fromFolder }: World, window: Window, state = 'sent'): void {
	const expected = rawDay(raw, window);
	const { withoutSlack } = fromFolder ? gapsOfFolder(raw) : { withoutSlack: [] as string[] };
	expect([Date.parse(day.window.from), Date.parse(day.window.to)]).toEqual([window.from, window.to].map(Date.parse));
	expect(day.calls).toMatchObject({
		listed: expected.listed.length,
		analyzed: expected.coached.length,
		sentences: expected.sentences,
	});
	const skipped = day.calls.skipped.map(({ reason, count, callIds }) => [reason, count, callIds.toSorted()]);
	expect(skipped.toSorted()).toEqual(
		Object.entries(expected.skipped)
			.map(([reason, ids]) => [reason, ids.length, ids.toSorted()])
			.toSorted(),
	);

	const messages = day.messages.map(({ to, message, state }) => [to.email, message.calls, state]);
	expect(messages.toSorted()).toEqual(
		[...expected.owners]
			.map(([email, own]) => [email, own.length, withoutSlack.includes(email) ? 'gap' : state])
			.toSorted(),
	);
	expect(day.notes.map(({ note, state }) => [note.callId, state]).toSorted()).toEqual(
		expected.coached.map(({ metaData }) => [metaData.id, state]).toSorted(),
	);

	for (const { message, to } of day.messages) {
		for (const point of [message.well, message.habit]) {
			if (!point) continue;
			expect(expected.owners.get(to.email ?? '')).toContain(point.evidence.callId);
			expectQuote(raw, point.evidence);
		}
	}
	for (const { note } of day.notes) {
		for (const line of [...note.commitments, ...note.openQuestions, ...(note.nextStep ? [note.nextStep] : [])]) {
			expect(line.evidence.callId).toBe(note.callId);
			expectQuote(raw, line.evidence);
		}
	}
	// Without any quote the checks above would say nothing.
	if (expected.coached.length > 2) expect(quotesOf(day).length).toBeGreaterThan(2);
}

function expectQuote(raw: RawCalls, evidence: Parameters<typeof stands>[1]): void {
	expect({ ...evidence, stands: stands(raw, evidence) }).toEqual({ ...evidence, stands: true });
}

function quotesOf({ messages, notes }: CoachingDay): string[] {
	const points = messages.flatMap(({ message }) => [message.well, message.habit]);
	const lines = notes.flatMap(({ note }) => [...note.commitments, ...note.openQuestions, note.nextStep]);
	return [...points, ...lines].flatMap((one) => (one ? [one.evidence.quote] : []));
}

/** What landed is each planned message and note of these windows, once, where it belongs, and nothing else. */
export function expectInbox(
	{ messages, notes }: Pick<SandboxState, 'messages' | 'notes'>,
	days: { day: CoachingDay; window: Window }[],
	{ raw, fromFolder }: World,
): void {
	const expected = days.map(({ window }) => rawDay(raw, window));
	const { withoutSlack, withoutDeal } = fromFolder ? gapsOfFolder(raw) : { withoutSlack: [], withoutDeal: [] };
	const wanted = expected.flatMap(({ owners }) => [...owners.keys()].filter((email) => !withoutSlack.includes(email)));
	expect(messages.map(({ user }) => user.email).toSorted()).toEqual(wanted.toSorted());
	for (const { message, to, state } of days.flatMap(({ day }) => day.messages)) {
		if (state === 'gap') continue;
		const quotes = [message.well, message.habit].flatMap((point) => (point ? [point.evidence.quote] : []));
		const own = messages.filter(({ user }) => user.email === to.email).map(wordsOf);
		expect(own.filter((words) => quotes.every((quote) => words.includes(folded(quote))))).toHaveLength(1);
	}

	const calls = expected.flatMap(({ coached }) => coached);
	expect(notes).toHaveLength(calls.length);
	for (const { metaData, parties } of calls) {
		const own = notes.filter(({ body }) => body.includes(`id=${metaData.id}"`));
		expect([metaData.title, own.length]).toEqual([metaData.title, 1]);
		const [note] = own as [SandboxNote];
		const outside = parties.filter(({ affiliation }) => affiliation === 'External').map(({ name }) => name);
		const contacts = namesOf(note, 'contact');
		expect(contacts.length).toBeGreaterThan(0);
		expect(outside).toEqual(expect.arrayContaining(contacts));
		if (!fromFolder) continue;
		expect(namesOf(note, 'company')).toEqual([`Client of ${metaData.title}`]);
		expect(namesOf(note, 'deal')).toEqual(withoutDeal.includes(metaData.id) ? [] : [metaData.title]);
	}
	for (const { note } of days.flatMap(({ day }) => day.notes)) {
		const landed = notes.find(({ body }) => body.includes(`id=${note.callId}"`));
		const lines = [...note.commitments, ...note.openQuestions, ...(note.nextStep ? [note.nextStep] : [])];
		for (const { evidence } of lines) expect(readable(landed?.body ?? '')).toContain(folded(evidence.quote));
	}
}

const namesOf = ({ associations }: SandboxNote, wanted: string) =>
	associations.filter(({ type }) => type === wanted).map(({ name }) => name);

const wordsOf = ({ blocks }: SandboxMessage) => readable(JSON.stringify(blocks).replaceAll('\\"', '"'));

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

function readable(markup: string): string {
	const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
	return folded(markup).replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => signs[name] ?? whole);
}
