/** Up to where a tenant's calls have been coached, per calls connection and chat connection. */
export type WindowKey = { tenant: string; calls: string; chat: string };

export type CarriedCall = {
	callId: string;
	title: string /** When it was first seen without transcript; ISO 8601. */;
	since: string;
};

export type WindowStore = {
	/** End of the last completed window; undefined at the first time. ISO 8601. */
	completedUntil(key: WindowKey): Promise<string | undefined>;
	/** Calls without transcript so far. */
	carried(key: WindowKey): Promise<CarriedCall[]>;
	/** Which of these calls were coached already. */
	coached(key: WindowKey, callIds: string[]): Promise<string[]>;
	/**
	 * In one transaction: moves the mark forward (never back; `completedUntil` undefined leaves it), replaces the carried
	 * calls of `carry`, drops those of `drop`, marks `coached`.
	 */
	complete(
		key: WindowKey,
		change: { completedUntil?: string; carry: CarriedCall[]; drop: string[]; coached: string[] },
	): Promise<void>;
};
