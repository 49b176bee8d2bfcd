/** Coachable moments of the rep: what went well, and habits to work on. */
import type { Draft } from './draft.ts';
import type { CallFindings } from './moments/findings.ts';
import { habits } from './moments/habits.ts';
import { wentWell } from './moments/went-well.ts';
import { isCustomer } from './speakers.ts';

/** Only calls with a customer on them can be coached: moments need somebody on the other side. */
export function momentDrafts(findings: CallFindings): Draft[] {
	if (!findings.turns.some((turn) => isCustomer(turn.speaker))) return [];
	return [...wentWell(findings), ...habits(findings)];
}
