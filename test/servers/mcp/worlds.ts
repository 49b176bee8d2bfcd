/** The five services of the shipped teams as small servers, with made-up data that questions can be answered from. */
import { data, number, schema, string, text, type World } from './tool.ts';
import { trouble } from './trouble.ts';

const PAGES = [
	{
		url: 'https://example.com/pinewood-annual-report',
		title: 'Pinewood Utilities, annual report',
		text: 'Pinewood Utilities served 412,000 households in 2025. It plans to replace its metering software by the end of 2026.',
	},
	{
		url: 'https://example.com/metering-market',
		title: 'The market for metering software',
		text: 'Three vendors hold 61 % of the market. Prices per meter fell by 8 % in 2025.',
	},
	{
		url: 'https://example.com/harbor-foods',
		title: 'Harbor Foods opens a second plant',
		text: 'Harbor Foods opens a plant in Rotterdam with 240 people in March 2026.',
	},
];

const has = (page: (typeof PAGES)[number], query: unknown) =>
	String(query)
		.toLowerCase()
		.split(/\W+/)
		.some((word) => word.length > 3 && `${page.title} ${page.text}`.toLowerCase().includes(word));

const research: World = {
	search: {
		description: 'Searches pages by words; returns addresses and titles.',
		inputSchema: schema({ query: string }),
		outputSchema: schema({ pages: { type: 'array', items: schema({ url: string, title: string }) } }),
		run: ({ query }) =>
			data({ pages: PAGES.filter((page) => has(page, query)).map(({ url, title }) => ({ url, title })) }),
	},
	read_page: {
		description: 'Reads a page by its address.',
		inputSchema: schema({ url: string }),
		run: ({ url }) => {
			const page = PAGES.find((one) => one.url === url);
			return page ? text(page.text) : { ...text('There is no such page.'), isError: true };
		},
	},
};

const facts = new Map<string, string>([['house-style', 'Answers are short and name their sources.']]);

const context: World = {
	recall: {
		description: 'Says what was remembered under a name.',
		inputSchema: schema({ name: string }),
		run: ({ name }) => text(facts.get(String(name)) ?? 'Nothing is remembered under this name.'),
	},
	remember: {
		description: 'Remembers something under a name.',
		inputSchema: schema({ name: string, words: string }),
		run: ({ name, words }) => {
			facts.set(String(name), String(words));
			return text('Remembered.');
		},
	},
};

const ISSUES = [
	{ number: 12, title: 'Export of meter readings times out', state: 'open' },
	{ number: 15, title: 'Dark mode for the portal', state: 'closed' },
];

const github: World = {
	search_issues: {
		description: 'Finds issues of the repository by words of their titles.',
		inputSchema: schema({ query: string }),
		outputSchema: schema({ issues: { type: 'array', items: schema({ number, title: string, state: string }) } }),
		run: ({ query }) =>
			data({ issues: ISSUES.filter(({ title }) => title.toLowerCase().includes(String(query).toLowerCase())) }),
	},
	create_issue: {
		description: 'Opens an issue.',
		inputSchema: schema({ title: string, body: string }, ['title']),
		run: ({ title }) => {
			ISSUES.push({ number: ISSUES.length + 14, title: String(title), state: 'open' });
			return text(`Opened #${ISSUES.at(-1)?.number}.`);
		},
	},
};

const business: World = {
	account_health: {
		description: 'The health of an account: score from 0 to 100 and what it rests on.',
		inputSchema: schema({ account: string }),
		outputSchema: schema({ account: string, score: number, reasons: { type: 'array', items: string } }),
		run: ({ account }) =>
			data({ account: String(account), score: 64, reasons: ['two support cases are open', 'usage grew by 12 %'] }),
	},
	update_deal: {
		description: 'Sets the stage of a deal.',
		inputSchema: schema({ deal: string, stage: string }),
		run: ({ deal, stage }) => text(`${String(deal)} is in ${String(stage)} now.`),
	},
};

const agents: World = {
	list_agents: {
		description: 'Lists the agents that work can be handed to.',
		inputSchema: schema({}, []),
		run: () =>
			text('translator: turns a text into German, French or Spanish\nsummarizer: puts a text into three sentences'),
	},
	run_agent: {
		description: 'Hands a task to an agent and returns its answer.',
		inputSchema: schema({ agent: string, task: string }),
		run: ({ agent, task }) => text(`${String(agent)} says: done with “${String(task).slice(0, 80)}”.`),
	},
};

export const WORLDS: Readonly<Record<string, World>> = { research, context, github, business, agents, trouble };

/** Tools of them that change nothing. */
export const READS: Readonly<Record<string, readonly string[]>> = {
	research: ['search', 'read_page'],
	context: ['recall'],
	github: ['search_issues'],
	business: ['account_health'],
	agents: ['list_agents'],
	trouble: Object.keys(trouble).filter((name) => name !== 'note'),
};
