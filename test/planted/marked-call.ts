/** Reads a practice call, a text with marks: test/fixtures/practice/README.md. */
import type { Sentence } from '../../engine/contract/call.ts';
import type { PlantedCall, PlantedTruth } from './planted-call.ts';

const HEADER = /^(start|rep|customer|next): (.*)$/;
const LINE = /^([^:{}]+): ([^{}]+?)((?: ?\{[^{}]*\})*)$/;
const MARK =
	/^(commit|open|objection|next)(\?)?(?: (\d+))?(?: ([A-Za-zÀ-ž'|-]+))?(?: (met|unmet))?(?: due "([^"]+)" (\d{4}-\d\d-\d\d|none))?$/;

/** Milliseconds that a word takes, and that pass between two sentences. */
const WORD_MS = 330;
const PAUSE_MS = 400;

type Said = { name: string; text: string; marks: string[] };

/** Throws an `Error` with the name of the file and the line where the text does not keep to the form. */
export function markedCall(file: string, content: string): PlantedCall {
	const fail = (line: string): never => {
		throw new Error(`${file}: ${line}`);
	};
	const [head = '', ...rest] = content.split('\n\n');
	const title = head.split('\n')[0]?.replace(/^# ?/, '') ?? '';
	const headers = new Map(
		head.split('\n').flatMap((line) => {
			const match = HEADER.exec(line);
			return match ? [[match[1] ?? '', match[2] ?? ''] as const] : [];
		}),
	);
	const said = rest
		.flatMap((part) => part.split('\n'))
		.filter((line) => line.trim() !== '')
		.map((line): Said => {
			const [, name = '', text = '', marks = ''] = LINE.exec(line.trim()) ?? fail(line);
			return { name, text, marks: [...marks.matchAll(/\{([^{}]*)\}/g)].map(([, mark = '']) => mark) };
		});
	const [local = '', zone = ''] = (headers.get('start') ?? fail('start?')).split(' ');
	const sides = (['rep', 'customer'] as const).flatMap((side) =>
		(headers.get(side) ?? fail(`${side}?`)).split(',').map((name) => ({ side, name: name.trim() })),
	);
	const idOf = new Map(sides.map(({ name }) => [name.split(' ')[0] ?? '', `s-${name.split(' ')[0]}`]));
	const sentences = timed(said, (name) => idOf.get(name) ?? fail(name));
	const id = `practice-${file.replace(/\.txt$/, '')}`;
	return {
		zone,
		sentences,
		truth: truthOf(said, (name) => idOf.get(name) ?? fail(name), headers.get('next') === 'missing'),
		call: {
			...{ id, url: `https://calls.example/${id}`, title, started: withOffset(local, zone), language: 'eng' },
			...{ private: false, crm: [], durationSeconds: Math.ceil((sentences.at(-1)?.endMs ?? 0) / 1000) },
			parties: sides.map(({ side, name }) => ({
				...{ speakerId: idOf.get(name.split(' ')[0] ?? '') ?? '', name },
				...(side === 'rep'
					? { affiliation: 'internal' as const, userId: `u-${name}` }
					: { affiliation: 'external' as const }),
			})),
			rep: { id: `u-${sides[0]?.name}`, name: sides[0]?.name ?? '' },
		},
	};
}

function timed(said: Said[], idOf: (name: string) => string): Sentence[] {
	let at = 0;
	return said.map(({ name, text }, index) => {
		const startMs = at;
		const endMs = startMs + text.split(/\s+/).length * WORD_MS;
		at = endMs + PAUSE_MS;
		return { index, speakerId: idOf(name), startMs, endMs, text };
	});
}

type Group = {
	sentences: number[];
	why: string;
	borderline?: true;
	speaker: string;
	names: string[];
	labels: string[];
	met: boolean;
	due?: string;
	date?: string;
};

/** Marks of one number are one truth; a mark without number is one of its own. */
function truthOf(said: Said[], idOf: (name: string) => string, missing: boolean): PlantedTruth {
	const groups = new Map<string, Group & { kind: string }>();
	for (const [index, { name, marks }] of said.entries()) {
		for (const mark of marks) {
			const match = MARK.exec(mark);
			if (!match) throw new Error(`no mark: ${mark}`);
			const [, kind = '', doubtful, number, word = '', met, due, date] = match;
			const key = `${kind} ${kind === 'next' ? '' : (number ?? `line ${index}`)}`;
			const group = groups.get(key) ?? {
				kind,
				sentences: [],
				why: 'marked',
				speaker: idOf(name),
				names: [],
				labels: [],
				met: false,
			};
			groups.set(key, group);
			group.sentences.push(index);
			if (doubtful) group.borderline = true;
			if (kind === 'commit' && word) group.names = word.split('|').map(idOf);
			if (kind !== 'commit' && word) group.labels = word.split('|');
			if (met) group.met = met === 'met';
			if (due !== undefined) [group.due, group.date] = [due, date];
		}
	}
	const of = (kind: string) => [...groups.values()].filter((group) => group.kind === kind);
	const day = ({ due, date }: Group) => ({
		due: due ?? null,
		...(due && date !== 'none' ? { dueDate: date } : { dueDate: null }),
	});
	const base = ({ sentences, why, borderline }: Group) => ({ sentences, why, ...(borderline ? { borderline } : {}) });
	const nextSteps = of('next').map((group) => ({
		...base(group),
		...day(group),
		outcome: group.labels[0] === 'undated' ? ('undated' as const) : ('agreed' as const),
	}));
	return {
		commitments: of('commit').map((group) => ({
			...base(group),
			...day(group),
			owners: group.names.length ? group.names : [group.speaker],
		})),
		unansweredQuestions: of('open').map((group) => ({ ...base(group), asker: group.speaker })),
		objections: of('objection').map((group) => ({
			...base(group),
			speaker: group.speaker,
			labels: group.labels,
			met: group.met,
		})),
		nextSteps: missing ? [{ sentences: [], why: 'marked', outcome: 'missing' as const, due: null }] : nextSteps,
	};
}

/** The local time with the offset that the zone has then. */
function withOffset(local: string, zone: string): string {
	const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
		.formatToParts(new Date(`${local}:00Z`))
		.find(({ type }) => type === 'timeZoneName')?.value;
	return `${local}:00${name?.replace('GMT', '') || 'Z'}`;
}
