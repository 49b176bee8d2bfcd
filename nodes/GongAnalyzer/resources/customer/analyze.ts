/** Analyzes all calls and e-mails of one customer. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { jsonParse, NodeOperationError } from 'n8n-workflow';
import type { RunRequestInput } from '../../../../engine/contract/index.ts';
import { readText } from '../../../shared/inputs.ts';
import { readWindow, windowOf } from '../../../shared/window.ts';

type CustomerInput = Extract<RunRequestInput, { kind: 'analyze-customer' }>['inputs'][number];

const LAST_90_DAYS = 'the last 90 days';
const displayOptions = { show: { resource: ['customer'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Domains',
		name: 'domains',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme.com, acme.co.uk',
		description: 'Of the e-mail addresses of the customer, separated by commas',
		hint: 'Domains or a company ID, or both',
		displayOptions,
	},
	{
		displayName: 'Company ID',
		name: 'companyId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 18273645546',
		description: 'Of the company in the CRM; its domain is looked up there',
		displayOptions,
	},
	{
		displayName: 'Name',
		name: 'accountName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
		description: 'What the customer is called in the result. Without it the name in the CRM, or the first domain.',
		displayOptions,
	},
	...windowOf(displayOptions, LAST_90_DAYS),
	{
		displayName: 'More E-Mails',
		name: 'emails',
		type: 'json',
		default: '[]',
		description:
			'E-mails that the CRM does not have: a list of objects with ID, sent, subject, from, to and text. Those of the CRM connection are read anyway.',
		displayOptions: { show: { ...displayOptions.show, operation: ['analyze'] } },
	},
];

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): CustomerInput {
	return {
		account: readAccount(context, itemIndex),
		...readSpan(context, itemIndex),
		emails: readEmails(context, itemIndex),
	};
}

/** Throws where nothing names the customer. */
export function readAccount(context: IExecuteFunctions, itemIndex: number): CustomerInput['account'] {
	const name = readText(context, 'accountName', itemIndex);
	const companyId = readText(context, 'companyId', itemIndex);
	const domains = readDomains(context, itemIndex);
	if (domains.length === 0 && companyId === '') {
		throw new NodeOperationError(context.getNode(), 'The customer is not named', {
			itemIndex,
			description: 'Give the domains of its e-mail addresses, such as acme.com, or its company ID in the CRM.',
		});
	}
	return {
		...(name ? { name } : {}),
		domains,
		...(companyId ? { companyId } : {}),
	};
}

export const readSpan = (context: IExecuteFunctions, itemIndex: number) => readWindow(context, itemIndex, LAST_90_DAYS);

/** Also from `@acme.com`, `ann@acme.com`, `www.acme.com` and `https://www.acme.com/`, as such fields are filled in. */
function readDomains(context: IExecuteFunctions, itemIndex: number): string[] {
	const value = context.getNodeParameter('domains', itemIndex, '') as unknown;
	const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[\s,;]+/);
	const domains = parts.map((part) =>
		part
			.trim()
			.toLowerCase()
			.replace(/^https?:\/\//, '')
			.replace(/[/?#:].*$/, '')
			.replace(/^.*@/, '')
			.replace(/^www\./, ''),
	);
	return [...new Set(domains.filter(Boolean))];
}

function readEmails(context: IExecuteFunctions, itemIndex: number): CustomerInput['emails'] {
	const value = context.getNodeParameter('emails', itemIndex, '[]') as unknown;
	const emails = typeof value === 'string' ? jsonParse<unknown>(value.trim() || '[]', { fallbackValue: null }) : value;
	if (Array.isArray(emails)) return emails;
	throw new NodeOperationError(context.getNode(), '"More E-Mails" is not a list', {
		itemIndex,
		description: 'Give a JSON array of e-mails, such as {{ $json.emails }}, or [] for none.',
	});
}
