/** Makes large pages small on their way: a long transcript goes over a phone's line in a tenth of its size. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Below this it would save less than a packet. */
const LEAST_CHARACTERS = 4_096;

/** `accepted`: the header Accept-Encoding. Undefined where the text goes as it is. */
export async function compressed(text: string, accepted: string | undefined): Promise<Buffer | undefined> {
	if (text.length < LEAST_CHARACTERS || !takesGzip(accepted)) return undefined;
	return compress(text);
}

/** RFC 9110, section 12.5.3; a weight of 0 refuses. */
function takesGzip(accepted = ''): boolean {
	return accepted.split(',').some((one) => /^\s*(gzip|\*)\s*(;|$)/i.test(one) && !/;\s*q=0(\.0*)?\s*$/i.test(one));
}
