/** One HTTP request to a caller. Redirects are not followed; any answer is an answer. */
export type CallbackClient = {
	/** Rejects where no HTTP answer comes. `text`: at most the first 64 KiB. */
	request(
		method: 'GET' | 'POST',
		url: string,
		body: object | undefined,
		signal: AbortSignal,
	): Promise<{ status: number; text: string }>;
};
