/** Answers of models as they are kept; erase.ts erases them with their call. */
import { toJsonText } from '../../../ports/json.ts';
import type { ModelAnswers } from '../../../ports/model-answers.ts';
import type { Database } from './database.ts';

const KNOWN = 'select key, answer from model_answers where tenant_id = $1 and key = any($2)';

const KEEP = `
insert into model_answers (tenant_id, key, call_id, answer) values ($1, $2, $3, $4::jsonb)
on conflict (tenant_id, key) do nothing`;

export function createModelAnswers(database: Database): ModelAnswers {
	return {
		async known(tenant, keys) {
			if (keys.length === 0) return new Map();
			const rows = await database.tenant(tenant, (query) =>
				query<{ key: string; answer: unknown }>(KNOWN, [tenant, [...keys]]),
			);
			return new Map(rows.map(({ key, answer }) => [key, answer]));
		},
		async keep(tenant, key, callId, answer) {
			await database.tenant(tenant, (query) => query(KEEP, [tenant, key, callId, toJsonText(answer) ?? 'null']));
		},
	};
}
