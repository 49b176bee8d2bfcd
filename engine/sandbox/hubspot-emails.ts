/** What HubSpot shows of e-mails to a token that may see that there are some, but not what they say. */
import type { CrmObject, Records } from './hubspot-records.ts';

const SCOPE = 'sales-email-read';
const SHOWN = [
	'hs_timestamp',
	'hs_email_direction',
	'hs_object_id',
	'createdate',
	'hs_createdate',
	'hs_lastmodifieddate',
];
const REDACTED =
	'The content of this email has been redacted. To include it in the response, your app must require the sales-email-read scope.';

/** The same records; while the scope is missing without what e-mails say. */
export function withoutContent(records: Records, scopes: () => string[]): Records {
	const shown = (object: CrmObject): CrmObject =>
		object.type === 'emails' && !scopes().includes(SCOPE) ? redacted(object) : object;
	return {
		...records,
		all: (type) => records.all(type).map(shown),
		find(type, id) {
			const found = records.find(type, id);
			return found && shown(found);
		},
	};
}

function redacted(email: CrmObject): CrmObject {
	const properties = Object.fromEntries(Object.entries(email.properties).filter(([name]) => SHOWN.includes(name)));
	return { ...email, properties: { ...properties, hs_email_html: REDACTED } };
}
