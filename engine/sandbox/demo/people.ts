/** The people of the demo: a team that sells Larkspur, planning software for field service, and its customers. */
import { digits } from '../identifiers.ts';

export interface DemoRep {
	name: string;
	email: string;
	title: string;
}

export interface DemoAccount {
	name: string;
	domain: string;
	industry: string;
	city: string;
	/** By the name's first word, as the scripts call them. */
	contacts: { name: string; jobtitle: string }[];
	/** Absent where nobody has made one yet. */
	deal?: { name: string; amount: number; stage: string };
}

export const COMPANY = { name: 'Larkspur', domain: 'larkspur.example' };

const at = (name: string) => `${name.toLowerCase().replaceAll(' ', '.')}@${COMPANY.domain}`;
const rep = (name: string, title: string): DemoRep => ({ name, email: at(name), title });

/** The four who own calls, by the name that the scripts use. */
export const REPS: Record<string, DemoRep> = {
	Maya: rep('Maya Okafor', 'Senior Account Executive'),
	Daniel: rep('Daniel Reyes', 'Account Executive'),
	Ines: rep('Ines Moreau', 'Account Executive'),
	Jonas: rep('Jonas Weber', 'Customer Success Manager'),
};

/** Colleagues who join calls but own none. */
export const COLLEAGUES: Record<string, DemoRep> = {
	Helena: rep('Helena Brandt', 'Head of Sales'),
	Ravi: rep('Ravi Patel', 'Solutions Engineer'),
};

export const ACCOUNTS: Record<string, DemoAccount> = {
	halden: {
		name: 'Halden Freight',
		domain: 'haldenfreight.example',
		industry: 'Logistics',
		city: 'Rotterdam',
		contacts: [
			{ name: 'Tom Verhoeven', jobtitle: 'Director of Operations' },
			{ name: 'Anke Jansen', jobtitle: 'IT Security Lead' },
		],
		deal: { name: 'Halden Freight: 140 technicians', amount: 96_000, stage: 'contractsent' },
	},
	cobalt: {
		name: 'Cobalt Clinics',
		domain: 'cobaltclinics.example',
		industry: 'Health care',
		city: 'Munich',
		contacts: [
			{ name: 'Petra Lindqvist', jobtitle: 'Head of Facilities' },
			{ name: 'Oskar Brandl', jobtitle: 'CFO' },
		],
		deal: { name: 'Cobalt Clinics: device maintenance', amount: 74_500, stage: 'presentationscheduled' },
	},
	meridian: {
		name: 'Meridian Elevators',
		domain: 'meridianelevators.example',
		industry: 'Elevator service',
		city: 'Lyon',
		contacts: [
			{ name: 'Claire Dubois', jobtitle: 'VP Field Service' },
			{ name: 'Marc Fontaine', jobtitle: 'Procurement Manager' },
		],
		deal: { name: 'Meridian Elevators: 320 technicians', amount: 212_000, stage: 'decisionmakerboughtin' },
	},
	pinewood: {
		name: 'Pinewood Utilities',
		domain: 'pinewoodutilities.example',
		industry: 'Utilities',
		city: 'Portland',
		contacts: [
			{ name: 'Greg Holloway', jobtitle: 'Service Manager' },
			{ name: 'Dana Whitfield', jobtitle: 'VP Operations' },
		],
		deal: { name: 'Pinewood Utilities: meter crews', amount: 58_000, stage: 'qualifiedtobuy' },
	},
	sorrel: {
		name: 'Sorrel Foods',
		domain: 'sorrelfoods.example',
		industry: 'Food production',
		city: 'Sydney',
		contacts: [
			{ name: 'Nadia Chen', jobtitle: 'Plant Maintenance Manager' },
			{ name: 'Liam Doyle', jobtitle: 'Continuous Improvement Lead' },
		],
	},
	brook: {
		name: 'Brook & Tanner',
		domain: 'brooktanner.example',
		industry: 'Retail',
		city: 'Leeds',
		contacts: [
			{ name: 'Sam Whitaker', jobtitle: 'Head of Store Services' },
			{ name: 'Priya Raman', jobtitle: 'Digital Programme Lead' },
		],
		deal: { name: 'Brook & Tanner: renewal and expansion', amount: 41_000, stage: 'contractsent' },
	},
};

/** The id that a colleague has in Gong. */
export function userId(email: string): string {
	return digits(`user:${email}`, 18);
}

export function contactEmail(name: string, account: DemoAccount): string {
	return `${name.toLowerCase().replaceAll(' ', '.')}@${account.domain}`;
}

/** What the scripts call somebody. */
export function firstName(name: string | undefined): string {
	return (name ?? '').split(' ')[0] ?? '';
}
