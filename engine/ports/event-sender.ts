/** Sends one event, signed; redirects are not followed, any answer is an answer. */
export type EventSender = {
	/** `secret`: `whsec_…`. `sentAt` is part of what is signed. Rejects where no HTTP answer comes. */
	send(
		message: { url: string; secret: string; id: string; sentAt: Date; body: string },
		signal: AbortSignal,
	): Promise<{ status: number }>;
};
