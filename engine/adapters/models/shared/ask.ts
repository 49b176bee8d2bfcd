/** How a library is asked: what it throws becomes an error of the engine, and whoever stops is obeyed. */
import { errorOfVendor, type VendorFailure } from './errors.ts';

/** Reads status, headers and code from an error of the library; nothing where there was no answer. */
export type ReadError = (error: unknown) => Partial<Pick<VendorFailure, 'status' | 'headers' | 'code'>>;

export type Asking = {
	/** For people: `OpenAI`. */
	vendor: string;
	readError: ReadError;
	signal: AbortSignal;
};

/** What cannot be read is no whole answer. An abort comes through as its reason. */
export async function ask<Answer>(
	{ vendor, readError, signal }: Asking,
	get: () => PromiseLike<Answer>,
): Promise<Answer> {
	try {
		return await get();
	} catch (error) {
		signal.throwIfAborted();
		const { status, headers, code } = readError(error);
		throw errorOfVendor({ vendor, status, headers, code, cause: error });
	}
}

/**
 * Reads a streamed answer piece by piece and gives out the words of each. The request is stopped where the reader stops
 * early. `ended` says whether the provider came to its end: a connection that was cut between two pieces looks like one.
 */
export async function* askForPieces<Piece>(
	asking: Asking,
	get: () => PromiseLike<AsyncIterable<Piece>>,
	add: (piece: Piece) => string,
	ended: () => boolean,
): AsyncGenerator<string> {
	const pieces = await ask(asking, get);
	const iterator = pieces[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await ask(asking, async () => {
				const { done, value } = await iterator.next();
				return done ? undefined : { words: add(value) };
			});
			if (!next) break;
			if (next.words !== '') yield next.words;
		}
	} finally {
		await iterator.return?.();
	}
	// The libraries end a stream without a word when it is aborted.
	await ask(asking, async () => {
		if (!ended()) throw new Error('the end is missing');
	});
}
