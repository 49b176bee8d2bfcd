/** E-mails that answer each other, as a call: each e-mail is its sender's turn, so that the rules for calls can read them. */
import type { Evidence, Party, Transcript } from '../../contract/call.ts';
import type { AnalyzableCall } from '../calls/analyze-call.ts';
import type { Affiliations } from './affiliations.ts';
import { sentencesOfEmail } from './email-sentences.ts';
import type { CustomerEmail } from './emails.ts';

/** The place of a sentence is told by its time, so that evidence names its e-mail. */
const MS_A_SENTENCE = 1_000;

export type ThreadTalk = {
	call: AnalyzableCall;
	transcript: Transcript;
	/** The sentences that a proof is of, each with its e-mail; they may be of several. */
	sentencesOf(proof: Pick<Evidence, 'startMs' | 'endMs'>): { email: CustomerEmail; text: string }[];
};

/** The e-mails oldest first. */
export function talkOf(thread: CustomerEmail[], affiliationOf: Affiliations): ThreadTalk {
	const said = thread.flatMap((email) => sentencesOfEmail(email.text).map((text) => ({ email, text })));
	const sentences = said.map(({ email, text }, index) => ({
		index,
		speakerId: email.from.toLowerCase(),
		startMs: index * MS_A_SENTENCE,
		endMs: (index + 1) * MS_A_SENTENCE,
		text,
	}));
	return {
		call: asCall(thread, affiliationOf),
		transcript: { callId: '', sentences },
		sentencesOf: ({ startMs, endMs }) =>
			said.slice(Math.floor(startMs / MS_A_SENTENCE), Math.ceil(endMs / MS_A_SENTENCE)),
	};
}

function asCall(thread: CustomerEmail[], affiliationOf: Affiliations): AnalyzableCall {
	const parties = new Map<string, Party>();
	for (const { from, fromName } of thread) {
		const address = from.toLowerCase();
		const named = fromName?.trim() || parties.get(address)?.name || address;
		parties.set(address, { speakerId: address, name: named, email: address, affiliation: affiliationOf(address) });
	}
	const rep = [...parties.values()].find(({ affiliation }) => affiliation === 'internal');
	return {
		id: '',
		parties: [...parties.values()],
		rep: { id: '', name: rep?.name ?? '', ...(rep ? { email: rep.email } : {}) },
		started: thread[0]?.sent ?? '',
		times: 'none',
	};
}
