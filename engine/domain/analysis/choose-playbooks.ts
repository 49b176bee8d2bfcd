/** Finds the playbooks of a run. */
import type { Call } from '../../contract/call.ts';
import type { Playbooks } from '../../ports/playbooks.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { choosePlaybook } from '../playbooks/choose.ts';
import type { ChosenPlaybook } from '../playbooks/evaluate.ts';
import { named } from '../playbooks/playbooks.ts';

/**
 * Answers for each call of the run which playbook it is held against: see `choosePlaybook`. Those it chooses from are
 * recorded, so that a replay chooses the same, whatever the tenant has changed meanwhile. Throws `playbook-unknown`.
 */
export async function recordedPlaybooks(
	run: RunContext<{ playbook?: string }>,
	{ playbooks }: { playbooks: Pick<Playbooks, 'list'> },
): Promise<(call: Pick<Call, 'crm'>) => ChosenPlaybook | undefined> {
	const asked = run.input.playbook;
	const usable = await run.step('playbooks', async () => {
		const all = await playbooks.list(run.tenant);
		return asked === undefined ? all.filter(({ playbook }) => playbook.stages.length > 0) : [named(all, asked)];
	});
	return (call) => choosePlaybook(usable, asked, call);
}
