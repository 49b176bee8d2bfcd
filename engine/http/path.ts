/** Where a value stands in a request, as a person writes it: `[3].inputs[0].callId`. */
export function formatPath(path: readonly PropertyKey[]): string {
	let text = '';
	for (const part of path) {
		if (typeof part === 'number') text += `[${part}]`;
		else text += text === '' ? String(part) : `.${String(part)}`;
	}
	return text;
}
