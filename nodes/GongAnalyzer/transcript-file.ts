/** A transcript as an item holds it: a file among its binary data, or a field with text or JSON. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readText } from '../shared/inputs.ts';

export type TranscriptFile = {
	bytes: Buffer;
	contentType: string;
	/** Of the file, where it has one. */
	name?: string;
};

/** By the end of a file's name: what a mail or a drive says of such files is often wrong. */
const TYPES: Record<string, string> = {
	vtt: 'text/vtt',
	srt: 'application/x-subrip',
	json: 'application/json',
	txt: 'text/plain',
};

/** What is sent where nothing better is known: the engine looks into the file. */
const UNKNOWN = 'application/octet-stream';

/** Throws where the item has no such file. */
export async function readFile(context: IExecuteFunctions, itemIndex: number): Promise<TranscriptFile> {
	const field = readText(context, 'binaryField', itemIndex);
	const { fileName, fileExtension, mimeType = '' } = context.helpers.assertBinaryData(itemIndex, field);
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	const extension = (/\.(\w+)$/.exec(fileName ?? '')?.[1] ?? fileExtension ?? '').toLowerCase();
	const known = Object.values(TYPES).find((type) => mimeType.startsWith(type));
	return { bytes, contentType: TYPES[extension] ?? known ?? UNKNOWN, ...(fileName ? { name: fileName } : {}) };
}

/** Throws where the field is empty. */
export function readField(context: IExecuteFunctions, itemIndex: number): TranscriptFile {
	const value = context.getNodeParameter('transcript', itemIndex) as unknown;
	if (value !== null && typeof value === 'object') {
		return { bytes: Buffer.from(JSON.stringify(value)), contentType: 'application/json' };
	}
	const text = String(value ?? '');
	if (text.trim() !== '') return { bytes: Buffer.from(text), contentType: typeOfText(text) };
	throw new NodeOperationError(context.getNode(), 'The transcript is empty', {
		itemIndex,
		description: 'Choose the field of the item that holds it, such as {{ $json.transcript }}.',
	});
}

function typeOfText(text: string): string {
	if (/^\uFEFF?WEBVTT\b/.test(text)) return 'text/vtt';
	if (/^\uFEFF?\s*\d+\s*\r?\n\s*\d+:\d\d:\d\d[,.]\d+\s*-->/.test(text)) return 'application/x-subrip';
	// "[00:01:23] Ann: Hi." is no JSON.
	return /^\s*\{/.test(text) ? 'application/json' : 'text/plain';
}
