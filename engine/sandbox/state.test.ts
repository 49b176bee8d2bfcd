import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openState } from './state.ts';

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
	file = join(folder, 'inner', 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const message = (text: string) => ({ channel: 'D1', user: 'U1', text, blocks: [] });
const note = { properties: { hs_note_body: 'agreed' }, associations: [{ type: 'deals' as const, id: '7' }] };

describe('state', () => {
	it('keeps messages and notes over a restart, and goes on counting', () => {
		const first = openState(file, () => 1_700_000_000_000);
		first.addMessage({ ...message('one'), metadata: { event_type: 'effect', event_payload: { key: 'a' } } });
		first.addNote(note);
		const second = openState(file, () => 1_600_000_000_000);
		expect(second.messages).toEqual(first.messages);
		expect(second.notes).toEqual(first.notes);
		// A clock set back must not bring an old timestamp again.
		expect(Number(second.addMessage(message('two')).ts)).toBeGreaterThan(Number(first.messages[0]?.ts));
		expect(second.addNote(note).id).not.toBe(first.notes[0]?.id);
	});

	it('cuts off a line that a kill left half-written', () => {
		openState(file).addMessage(message('whole'));
		appendFileSync(file, '{"ts":"17000');
		const state = openState(file);
		expect(state.messages.map((one) => one.text)).toEqual(['whole']);
		state.addMessage(message('after'));
		expect(openState(file).messages.map((one) => one.text)).toEqual(['whole', 'after']);
	});

	it('forgets everything when cleared', () => {
		const state = openState(file);
		state.addMessage(message('x'));
		state.clear();
		expect(state.messages).toEqual([]);
		expect(readFileSync(file, 'utf8')).toBe('');
	});

	it('has timestamps in the form of Slack', () => {
		expect(openState().addMessage(message('x')).ts).toMatch(/^\d{10}\.\d{6}$/);
	});
});
