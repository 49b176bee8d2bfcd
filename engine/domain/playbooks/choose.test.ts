import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { CrmReference } from '../../contract/call.ts';
import { Playbook } from '../../contract/playbook.ts';
import { choosePlaybook } from './choose.ts';

const usable = (name: string, stages: string[], own = false) => ({
	playbook: Playbook.parse({ name, title: name, stages, criteria: [{ id: 'a', title: 'A', said: { words: ['a'] } }] }),
	own,
});
const deal = (stage?: string, type: CrmReference['type'] = 'deal'): CrmReference => ({
	...{ type, id: '1' },
	...(stage === undefined ? {} : { stage }),
});

const ALL = [
	usable('ours', ['Appointment Scheduled'], true),
	usable('demo', ['Presentation Scheduled', 'Appointment Scheduled']),
	usable('renewal', ['Renewal']),
];

const chosen = (crm: CrmReference[], asked?: string) => {
	const found = choosePlaybook(ALL, asked, { crm });
	return found && [found.playbook.name, found.stage];
};

describe('choosePlaybook', () => {
	verifies('playbooks.choice');

	it('takes the one asked for, whatever the stage', () => {
		expect(chosen([deal('Renewal')], 'demo')).toEqual(['demo', undefined]);
	});

	it('says which there are where there is none of that name', () => {
		expect(() => chosen([], 'pitch')).toThrow(
			expect.objectContaining({
				code: 'playbook-unknown',
				details: { playbook: 'pitch', known: ['ours', 'demo', 'renewal'] },
			}),
		);
	});

	it('takes the one for the stage of a deal, as a CRM shows or keeps it', () => {
		expect(chosen([deal('Presentation Scheduled')])).toEqual(['demo', 'Presentation Scheduled']);
		expect(chosen([deal('presentationscheduled')])).toEqual(['demo', 'presentationscheduled']);
		expect(chosen([deal('presentation_scheduled')])).toEqual(['demo', 'presentation_scheduled']);
		expect(chosen([deal('Presentation')])).toBeUndefined();
	});

	it("takes the tenant's own before others, and the first deal that fits", () => {
		expect(chosen([deal('appointmentscheduled')])).toEqual(['ours', 'appointmentscheduled']);
		expect(chosen([deal('Closed Won'), deal('Renewal'), deal('appointmentscheduled')])).toEqual(['renewal', 'Renewal']);
	});

	it('takes none without a stage, or for the stage of something else', () => {
		expect(chosen([])).toBeUndefined();
		expect(chosen([deal(), deal(''), deal('–'), deal('Renewal', 'company')])).toBeUndefined();
	});
});
