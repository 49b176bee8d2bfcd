/** Moments in time as parameters and expressions give them. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

const ISO = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** ISO 8601 with offset; a moment without one is meant in the zone of the workflow. Undefined for an empty parameter. */
export function readInstant(context: IExecuteFunctions, name: string, itemIndex: number): string | undefined {
	const value = context.getNodeParameter(name, itemIndex, '') as unknown;
	if (value === '' || value === null || value === undefined) return undefined;
	const text = toText(value).trim();
	// The pattern lets nothing through that could end the text in the expression below.
	const instant = ISO.test(text)
		? context.evaluateExpression(
				`{{ DateTime.fromISO('${text.replace(' ', 'T')}', { zone: '${context.getTimezone()}', setZone: true }).toISO() }}`,
				itemIndex,
			)
		: null;
	if (typeof instant === 'string') return instant;
	throw new NodeOperationError(context.getNode(), `"${name}" is not a date: ${text.slice(0, 40)}`, {
		itemIndex,
		description: 'Write it like 2026-11-20T00:00:00+01:00, or choose it from the calendar.',
	});
}

function toText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
	// A date made in an expression, e.g. {{ $now.startOf('day') }}, comes as Luxon's DateTime.
	const { toISO } = value as { toISO?: () => string | null };
	// One that is no date has no ISO form, but says of itself what it is.
	return (typeof toISO === 'function' ? toISO.call(value) : undefined) ?? String(value);
}
