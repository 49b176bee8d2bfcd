/** Long-term memory as it is kept; erase.ts erases what names a person. */
import { TerminalError } from '../../../errors.ts';
import type { Memory, MemoryItem } from '../../../ports/memory.ts';
import type { Database } from './database.ts';

export type MemoryOptions = {
	/** What a text is found by. */
	termsOf: (text: string) => string[];
	/** Items of a tenant and collection; the oldest go. */
	most?: number;
};

const MOST_ITEMS = 10_000;
const LARGEST_TEXT_BYTES = 8 * 1024;
const MOST_PEOPLE = 50;

const COLUMNS = 'id, collection, text, origin, people, kept_at';

const KEEP = `
insert into memory_items (tenant_id, id, collection, text, origin, people, terms)
values ($1, $2, $3, $4, $5::jsonb, $6::text[], $7::text[])
on conflict (tenant_id, id) do nothing
returning id`;

/** $3: how many stay. */
const TRIM = `
delete from memory_items where tenant_id = $1 and collection = $2 and (kept_at, id collate "C") <= (
	select kept_at, id collate "C" from memory_items where tenant_id = $1 and collection = $2
	order by kept_at desc, id collate "C" desc offset $3::int limit 1)`;

/**
 * A term counts the more the fewer items of the collection have it, as BM25 weighs words (Robertson and Spärck Jones 1976).
 * Rounded: sums in another order are not the same to the last digit.
 */
const RECALL = `
with asked as (select distinct unnest($3::text[]) as term),
holding as (
	select items.id, asked.term from memory_items as items join asked on asked.term = any(items.terms)
	where items.tenant_id = $1 and items.collection = $2 and items.terms && $3::text[]
),
everything as (select count(*)::float8 as items from memory_items where tenant_id = $1 and collection = $2),
weights as (
	select term, ln(1 + (everything.items - count(*) + 0.5) / (count(*) + 0.5)) as weight
	from holding cross join everything group by term, everything.items
),
scores as (
	select holding.id, round(sum(weights.weight)::numeric, 6) as score
	from holding join weights on weights.term = holding.term group by holding.id
)
select ${COLUMNS} from memory_items join scores using (id) where tenant_id = $1
order by score desc, kept_at desc, id collate "C" desc limit $4::int`;

/** $2: a collection, or null; $3 and $4: the last item of the page before, or null. */
const LIST = `
select ${COLUMNS} from memory_items
where tenant_id = $1 and ($2::text is null or collection = $2)
	and ($3::timestamptz is null or (kept_at, id collate "C") < ($3, $4::text collate "C"))
order by kept_at desc, id collate "C" desc limit $5::int`;

const PLACE = 'select kept_at from memory_items where tenant_id = $1 and id = $2';

const REMOVE = 'delete from memory_items where tenant_id = $1 and id = $2 returning id';

type Row = {
	id: string;
	collection: string;
	text: string;
	origin: MemoryItem['from'];
	people: string[];
	kept_at: Date;
};

const toItem = ({ id, collection, text, origin, people, kept_at }: Row): MemoryItem => ({
	...{ id, collection, text, from: origin, people, at: kept_at },
});

export function createMemoryStore(database: Database, { termsOf, most = MOST_ITEMS }: MemoryOptions): Memory {
	return {
		async recall(tenant, collection, query, wanted) {
			const terms = termsOf(storable(query));
			if (terms.length === 0) return [];
			const rows = await database.tenant(tenant, (ask) => ask<Row>(RECALL, [tenant, collection, terms, wanted]));
			return rows.map(toItem);
		},
		async keep(tenant, { id, collection, text, from, people }) {
			const kept = cut(storable(text));
			const origin = Object.fromEntries(Object.entries(from).map(([name, value]) => [name, cut(storable(value))]));
			const named = people.slice(0, MOST_PEOPLE).map((one) => storable(one.toLowerCase()));
			const terms = termsOf(`${kept}\n${origin.task}`);
			const values = [tenant, id, collection, kept, JSON.stringify(origin), named, terms];
			await database.transaction(tenant, async (query) => {
				// One after the other, so that each counts what the one before it has kept.
				const name = `memory/${tenant}/${collection}`;
				await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
				const added = await query(KEEP, values);
				if (added.length > 0) await query(TRIM, [tenant, collection, most]);
			});
		},
		async list(tenant, { collection, most: wanted, before }) {
			const rows = await database.tenant(tenant, async (query) => {
				let place: (Date | string | null)[] = [null, null];
				if (before !== undefined) {
					const [last] = await query<{ kept_at: Date }>(PLACE, [tenant, before]);
					if (!last) throw placeGone();
					place = [last.kept_at, before];
				}
				return query<Row>(LIST, [tenant, collection ?? null, ...place, wanted]);
			});
			return rows.map(toItem);
		},
		async remove(tenant, id) {
			const removed = await database.tenant(tenant, (query) => query(REMOVE, [tenant, id]));
			return removed.length > 0;
		},
	};
}

/** PostgreSQL takes no zero in a text, and no half of a character. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** At a whole character. */
function cut(text: string): string {
	if (Buffer.byteLength(text) <= LARGEST_TEXT_BYTES) return text;
	const bytes = Buffer.from(text);
	let end = LARGEST_TEXT_BYTES;
	while (((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
	return bytes.subarray(0, end).toString('utf8');
}

function placeGone(): TerminalError {
	const fields = [{ path: 'query.before', message: 'is no item of this list; begin again without it' }];
	return new TerminalError('bad-request', undefined, { details: { fields } });
}
