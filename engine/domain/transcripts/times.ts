/** Times as transcripts write them. */
import { LONGEST_CALL_MS } from '../../contract/transcript.ts';

const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1_000, 60_000, 3_600_000];

const TIME = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?$/;

/**
 * `H:MM:SS.mmm`, hours and fraction optional, with a point or a comma, to ms. Undefined for what is no time: seconds from
 * 60, minutes from 60 after hours, more than 100 hours.
 */
export function readTime(text: string): number | undefined {
	const [, hours, minutes = '', seconds = '', fraction = ''] = TIME.exec(text) ?? [];
	if (minutes === '' || Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return undefined;
	const time =
		Number(hours ?? 0) * HOUR_MS +
		Number(minutes) * MINUTE_MS +
		Number(seconds) * SECOND_MS +
		Number(fraction.padEnd(3, '0'));
	return time > LONGEST_CALL_MS ? undefined : time;
}
