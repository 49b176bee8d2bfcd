/** Signed links to the page on which a person answers a question: run and question count only with the signature. */
import { z } from 'zod';
import type { QuestionPageOf } from '../../ports/page-of.ts';
import type { Signer } from '../../ports/signer.ts';
import { createSignedAddresses } from '../signed-address.ts';

const FOLDER = 'questions';

/** `runId`: of the root. */
export type OpenedQuestion = { tenant: string; runId: string; id: string };

export type QuestionLinks = {
	/** Addresses for the questions of one tenant. */
	of(tenant: string): QuestionPageOf;
	/** The same as seen from another page, whatever a proxy has put before the path. Undefined as in `of`. */
	beside(tenant: string): QuestionPageOf;
	/** Throws as the links to calls do: `link-not-valid`, `link-expired`. */
	open(id: string, query: unknown, now: Date): OpenedQuestion;
};

/** `signer`: of a purpose of its own, so that no other link opens this page, nor the other way round. */
export function createQuestionLinks(options: { signer: Signer; publicUrl: string | undefined }): QuestionLinks {
	const addresses = createSignedAddresses({ ...options, folder: FOLDER, fields: { run: z.string().min(1).max(64) } });
	return {
		of:
			(tenant) =>
			({ askedAt, id, runId }) =>
				addresses.make(tenant, id, askedAt, { run: runId })?.href,
		beside:
			(tenant) =>
			({ askedAt, id, runId }) => {
				const url = addresses.make(tenant, id, askedAt, { run: runId });
				return url && `../${FOLDER}/${encodeURIComponent(id)}${url.search}`;
			},
		open(id, query, now) {
			const { tenant, run: runId } = addresses.open(id, query, now);
			return { tenant, runId, id };
		},
	};
}
