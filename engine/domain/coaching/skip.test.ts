import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Call } from '../../contract/call.ts';
import { spoken } from '../testing/spoken.ts';
import { sameLanguage } from './languages.ts';
import { skipReason } from './skip.ts';

const call = spoken({ lines: 'Rita: Hi.\nCarl: Hi.' }).call;
const settings = { optedOutReps: [' Rita@OURS.example'], language: 'en' };
const reason = (change: Partial<Call>, coached: string[] = []) =>
	skipReason({ ...call, ...change }, { ...settings, optedOutReps: [] }, new Set(coached));

describe('skipReason', () => {
	verifies('window.skips-counted');

	it('lets an ordinary call pass', () => {
		expect(reason({})).toBeUndefined();
	});

	it.each([
		['private', { private: true }],
		['internal-only', { parties: call.parties.filter(({ affiliation }) => affiliation === 'internal') }],
		['language', { language: 'deu' }],
	])('%s', (expected, change) => {
		expect(reason(change)).toBe(expected);
	});

	it('knows a call coached before', () => {
		expect(reason({}, [call.id])).toBe('already-coached');
	});

	it('counts somebody unknown as a possible customer', () => {
		const parties = call.parties.map((party) => ({ ...party, affiliation: 'unknown' as const }));
		expect(reason({ parties })).toBeUndefined();
	});

	it('finds a rep who opted out by the address of the call or of the party', () => {
		expect(skipReason(call, settings, new Set())).toBe('opted-out');
		expect(skipReason({ ...call, rep: { ...call.rep, email: undefined } }, settings, new Set())).toBe('opted-out');
	});
});

describe('sameLanguage', () => {
	it.each(['en', 'eng', 'en-US', 'en_gb', 'ENG', 'english', '', 'und'])('%j is English', (language) => {
		expect(sameLanguage(language, 'en')).toBe(true);
	});

	it.each(['de', 'deu', 'enm', 'fra'])('%j is not', (language) => {
		expect(sameLanguage(language, 'en')).toBe(false);
	});

	it('knows both codes of a language', () => {
		expect([sameLanguage('ger', 'de'), sameLanguage('deu', 'de'), sameLanguage('de-AT', 'de')]).toEqual([
			true,
			true,
			true,
		]);
	});
});
