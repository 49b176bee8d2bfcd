/** Which playbook a call is held against. */
import type { Call } from '../../contract/call.ts';
import type { UsablePlaybook } from '../../ports/playbooks.ts';
import type { ChosenPlaybook } from './evaluate.ts';
import { named } from './playbooks.ts';

/**
 * The one asked for; else the first whose stages have the stage of one of the call's deals, in the order of the deals, then
 * of `all` (the tenant's own come first); else none. Throws `playbook-unknown` where there is none of the name asked for.
 */
export function choosePlaybook(
	all: readonly UsablePlaybook[],
	asked: string | undefined,
	{ crm }: Pick<Call, 'crm'>,
): ChosenPlaybook | undefined {
	if (asked !== undefined) return { playbook: named(all, asked).playbook };
	for (const { type, stage } of crm) {
		if (type !== 'deal' || stage === undefined || bare(stage) === '') continue;
		const fitting = all.find(({ playbook }) => playbook.stages.some((one) => bare(one) === bare(stage)));
		if (fitting) return { playbook: fitting.playbook, stage };
	}
	return undefined;
}

/** "Appointment Scheduled" and `appointmentscheduled` are one stage: CRMs show the one and keep the other. */
function bare(stage: string): string {
	return stage.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
