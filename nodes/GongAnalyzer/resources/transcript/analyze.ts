/** Analyzes a transcript that the item brings, as a file or in a field. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { AnalyzeCallInput } from '../../../../engine/contract/index.ts';
import { readInstant } from '../../../shared/instants.ts';
import { readPlaybook } from '../../../shared/playbook.ts';
import { PATIENCE_MS, requestEngine } from '../../../shared/transport.ts';
import { readField, readFile, type TranscriptFile } from '../../transcript-file.ts';

const displayOptions = { show: { resource: ['transcript'], operation: ['analyze'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Transcript From',
		name: 'source',
		type: 'options',
		default: 'file',
		options: [
			{ name: 'File', value: 'file', description: 'A binary field of the item: WebVTT, SRT, JSON or plain text' },
			{ name: 'Text or JSON', value: 'field', description: 'A field of the item, or what an expression gives' },
		],
		displayOptions,
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input field that holds the file',
		displayOptions: { show: { ...displayOptions.show, source: ['file'] } },
	},
	{
		displayName: 'Transcript',
		name: 'transcript',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '={{ $json.transcript }}',
		required: true,
		description:
			'WebVTT, SRT, lines of the form "Name: text", or JSON with sentences. The same transcript is stored once.',
		displayOptions: { show: { ...displayOptions.show, source: ['field'] } },
	},
	{
		displayName: 'About the Call',
		name: 'about',
		type: 'collection',
		placeholder: 'Add fact',
		default: {},
		description: 'What the transcript itself does not say',
		options: [
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: '',
				placeholder: 'e.g. en',
				description: 'ISO 639 code of the language that is spoken',
			},
			{
				displayName: 'Our Side',
				name: 'internal',
				type: 'string',
				default: '',
				placeholder: 'e.g. ourcompany.com, Dana Cole',
				description: 'Domains of e-mail addresses, addresses or names of our own people, separated by commas',
			},
			{
				displayName: 'Recording URL',
				name: 'url',
				type: 'string',
				default: '',
				description: 'Where the recording can be heard; quotes link to it',
			},
			{
				displayName: 'Rep',
				name: 'rep',
				type: 'string',
				default: '',
				placeholder: 'e.g. Dana Cole',
				description: 'Who on the call is the rep: the name, as the transcript writes it, or the e-mail address',
			},
			{
				displayName: 'Started',
				name: 'started',
				type: 'dateTime',
				default: '',
				description: 'When the call began, in the time zone of the workflow unless it says another',
			},
			{ displayName: 'Title', name: 'title', type: 'string', default: '' },
		],
		displayOptions,
	},
];

/** Uploads the transcript, which may be repeated, and names the call that it became. */
export async function readInput(context: IExecuteFunctions, itemIndex: number): Promise<AnalyzeCallInput> {
	const { bytes, contentType, name } = await readTranscript(context, itemIndex);
	const { callId } = await requestEngine<{ callId: string }>(context, {
		method: 'POST',
		path: '/v1/transcripts',
		query: { ...readFacts(context, itemIndex), ...(name === undefined ? {} : { file: name }) },
		upload: { bytes, contentType },
		timeoutMs: 120_000,
		patienceMs: PATIENCE_MS,
	});
	return { callId, ...readPlaybook(context, itemIndex) };
}

async function readTranscript(context: IExecuteFunctions, itemIndex: number): Promise<TranscriptFile> {
	const file =
		context.getNodeParameter('source', itemIndex) === 'file'
			? await readFile(context, itemIndex)
			: readField(context, itemIndex);
	if (file.bytes.length > 0) return file;
	throw new NodeOperationError(context.getNode(), 'The transcript is empty', { itemIndex });
}

/** Those that are given. */
function readFacts(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const text = (name: string) => String(context.getNodeParameter(`about.${name}`, itemIndex, '') ?? '').trim();
	const facts = {
		title: text('title'),
		rep: text('rep'),
		internal: text('internal'),
		url: text('url'),
		language: text('language'),
		started: readInstant(context, 'about.started', itemIndex) ?? '',
	};
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
}
