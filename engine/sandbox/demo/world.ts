/** The demo's world: its calls laid on the days before today, with the people and CRM records around them. */
import { slackId } from '../identifiers.ts';
import { addDays, instantOf, weekday } from '../local-time.ts';
import type { GongCall, Monologue, SlackUser, World } from '../world.ts';
import { DEMO_CALLS } from './calls.ts';
import { demoCrm, linksOf, recordsOf } from './crm.ts';
import { demoEmails } from './crm-emails.ts';
import { gongCall } from './gong-call.ts';
import { COLLEAGUES, COMPANY, type DemoRep, firstName, REPS, userId } from './people.ts';
import { durationOf, monologues, readScript, type Turn } from './script.ts';

/** Ids come from slugs and stay the same from day to day; only the dates move with `today`. */
export function demoWorld({ today, zone }: { today: string; zone: string }): World {
	const crm = demoCrm();
	const transcripts = new Map<string, Monologue[]>();
	const workingDays = earlierWorkingDays(today);
	let earlier = 0;
	const calls = DEMO_CALLS.map((demo) => {
		const date =
			demo.day === 'yesterday' ? addDays(today, -1) : (workingDays[earlier++ % workingDays.length] as string);
		const turns = readScript(demo.script);
		const seconds = demo.transcriptPendingAfter ?? durationOf(turns);
		const call = gongCall(demo, { startedAt: instantOf(date, demo.at, zone), zone, seconds, crm });
		if (demo.transcriptPendingAfter === undefined) transcripts.set(call.metaData.id, spoken(call, turns));
		return call;
	});
	const people = [...Object.values(REPS), ...Object.values(COLLEAGUES)];
	return {
		today,
		zone,
		company: COMPANY.name,
		calls,
		transcripts,
		users: people.map(({ name, email }) => ({
			id: userId(email),
			emailAddress: email,
			firstName: firstName(name),
			lastName: name.slice(firstName(name).length + 1),
		})),
		slackUsers: people.map(slackUser),
		records: [...crm.values()].flatMap(recordsOf),
		links: [...crm.values()].flatMap(linksOf),
		emails: demoEmails({ today, zone, crm }),
	};
}

function spoken(call: GongCall, turns: Turn[]): Monologue[] {
	const speakers = new Map(call.parties.map((party) => [firstName(party.name), party.speakerId]));
	return monologues(turns, (name) => {
		const id = speakers.get(name);
		if (id === undefined) throw new Error(`${name} speaks in ${call.metaData.title} but is no party of it`);
		return id;
	});
}

/** The working days from seven to two days before today, latest first; there are always four at least. */
function earlierWorkingDays(today: string): string[] {
	const days = [2, 3, 4, 5, 6, 7].map((back) => addDays(today, -back));
	return days.filter((date) => weekday(date) !== 0 && weekday(date) !== 6);
}

function slackUser({ name, email, title }: DemoRep): SlackUser {
	return { id: slackId('U', email), email, name, title };
}
