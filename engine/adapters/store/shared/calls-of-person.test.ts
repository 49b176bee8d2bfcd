import { expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { namesPerson } from './calls-of-person.ts';

const ANN = 'Ann@acme.example';

it.each([
	'ann@acme.example',
	'Write to ANN@ACME.EXAMPLE.',
	"'ann@acme.example'",
	'<ann@acme.example>, joann@acme.example',
	'joann@acme.example or ann@acme.example',
	'mailto:ann@acme.example?subject=x',
	'well … ann@acme.example - that is me',
])('finds the address in %j, at any depth', (text) => {
	verifies('events.erased');
	expect(namesPerson({ data: [{ evidence: [{ quote: text }] }] }, ANN)).toBe(true);
});

it.each([
	'joann@acme.example',
	'jo.ann@acme.example',
	'jo-ann@acme.example',
	'ann@acme.example.org',
	'ann@acme.examples',
	'ann@acme-example',
	'',
])('takes %j for nobody else', (text) => {
	expect(namesPerson([{ rep: { email: text }, at: 1, none: null }], ANN)).toBe(false);
});
