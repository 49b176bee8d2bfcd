/** Waits for something, but not for ever. Rejects when it takes longer; the thing itself goes on. */
export async function within<Value>(milliseconds: number, work: Promise<Value> | Value): Promise<Value> {
	const { promise: expired, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new Error(`It took longer than ${milliseconds} ms.`)), milliseconds);
	try {
		return await Promise.race([work, expired]);
	} finally {
		clearTimeout(timer);
	}
}
