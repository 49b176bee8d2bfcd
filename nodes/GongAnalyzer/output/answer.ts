/** An answer as a flat item. */
import type { IDataObject } from 'n8n-workflow';
import type { Answer, AnswerPassage, EmailPassage } from '../../../engine/contract/index.ts';
import { type Proof, positionIn, quoteItem } from './quote.ts';

/**
 * `answer` is the best passage as text, ready for a message; null where nobody said it. `written` is what a model says of
 * the passages, each of its sentences with its quote; only there where a model was asked.
 */
export function answerItem(answer: Answer): IDataObject {
	const { question, said, passages, emailPassages, calls, emails, account, skipped, gaps, dropped, summary } = answer;
	const best = passages[0] ?? emailPassages?.[0];
	return {
		summary,
		question,
		said,
		...writtenItem(answer),
		answer: best ? textOf(best) : null,
		...originOf(best?.evidence[0], answer),
		...(account ? { customer: account.name, account: account as unknown as IDataObject } : {}),
		passages: passages.map(passageItem),
		...(emailPassages ? { emailPassages: emailPassages.map(emailPassageItem) } : {}),
		calls,
		...(emails === undefined ? {} : { emails }),
		skipped: skipped as unknown as IDataObject[],
		gaps: gaps as unknown as IDataObject[],
		dropped,
	};
}

/** Null where no sentence had its proof; then `writtenFailed` says why no model has answered, where none has. */
function writtenItem(answer: Answer): IDataObject {
	const { written } = answer;
	if (!written) return {};
	const { sentences, failed } = written;
	return {
		written: sentences.map(({ text }) => text).join(' ') || null,
		writtenSentences: sentences.map(({ text, evidence }) => ({
			text,
			...quoteItem(evidence),
			...originOf(evidence, answer),
		})),
		...(failed ? { writtenFailed: failed } : {}),
	};
}

function passageItem(passage: AnswerPassage): IDataObject {
	const { callTitle, url, started, score, evidence } = passage;
	const [first] = evidence;
	return {
		answer: textOf(passage),
		callId: first.callId,
		title: callTitle,
		url,
		started,
		...positionIn(first),
		score,
		evidence: evidence as unknown as IDataObject[],
	};
}

function emailPassageItem(passage: EmailPassage): IDataObject {
	const { score, evidence } = passage;
	const [{ emailId, subject, sent }] = evidence;
	return {
		...{ answer: textOf(passage), emailId, title: subject, sent, score },
		evidence: evidence as unknown as IDataObject[],
	};
}

/** A line a turn. */
function textOf({ evidence }: { evidence: Proof[] }): string {
	return evidence.map((proof) => `${'speaker' in proof ? proof.speaker : proof.from}: “${proof.quote}”`).join('\n');
}

/** Title and address of the call, or the subject of the e-mail, in which it stands. */
function originOf(proof: Proof | undefined, { passages }: Answer): IDataObject {
	if (!proof) return {};
	if ('emailId' in proof) return { emailId: proof.emailId, title: proof.subject };
	const passage = passages.find(({ evidence: [{ callId }] }) => callId === proof.callId);
	return passage ? { title: passage.callTitle, url: passage.url } : {};
}
