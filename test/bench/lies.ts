/**
 * A model that lies about the recorded calls of ../shared, in claims of every kind: of each one thing is changed that
 * would else be true. Then the same through the whole reading of a call, by a model that lies again when it is asked
 * again. What is shown is compared with the raw file; of true claims none may be lost.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CallToProve, claimedIn } from '../../engine/domain/calls/generative/insights.ts';
import { linesOf } from '../../engine/domain/calls/generative/lines.ts';
import { readCall } from '../../engine/domain/calls/generative/read-call.ts';
import { speakersOf } from '../../engine/domain/calls/speakers.ts';
import { toPrompt } from '../../engine/domain/models/prompt.ts';
import { generation, scriptedModels } from '../../engine/domain/testing/scripted-models.ts';
import { spendingRun } from '../../engine/domain/testing/spending-run.ts';
import { seededRandom } from '../crash/random.ts';
import { type Lie, lie } from '../forged/lies.ts';
import type { SaidLines } from '../forged/said-lines.ts';
import { trueClaim } from '../forged/true-claims.ts';
import { option, print } from './shared/figures.ts';
import { type GongCall, gongCalls } from './shared/gong-calls.ts';
import { inventedIn } from './shared/raw-reading.ts';

const LIES = option('lies', 200);
const TRUE_A_CALL = option('true', 130);

process.env.SOPHIA_SEED ??= '1';
const random = seededRandom('lies');
const calls = gongCalls();

const counted = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
const listed = (counts: Map<string, number>) => [...counts].map(([name, count]) => `${count} × ${name}`).join(', ');
const seen = (what: string, details: unknown) => {
	if (process.argv.includes('--show')) process.stderr.write(`${what}: ${JSON.stringify(details)}\n`);
};

function saidOn({ call, transcript }: GongCall): SaidLines & { proof: CallToProve } {
	const speakers = speakersOf(call);
	const proof: CallToProve = { transcript, speakers, parties: call.parties, dayOf: () => undefined };
	const isCustomer: SaidLines['isCustomer'] = ({ speakerId }) => speakers(speakerId).affiliation !== 'internal';
	return { lines: linesOf(transcript), parties: call.parties, isCustomer, proof };
}

/** By sort. */
const [told, shownOf] = [new Map<string, number>(), new Map<string, number>()];
/** By kind. */
const [trueOf, lostOf] = [new Map<string, number>(), new Map<string, number>()];
const ofCall = new Map<GongCall, Lie[]>();
const sum = (counts: Map<string, number>) => [...counts.values()].reduce((all, count) => all + count, 0);

for (let at = 0; sum(told) < LIES; at += 1) {
	const one = calls[at % calls.length] as GongCall;
	const said = saidOn(one);
	const made = lie(said, at, random);
	if (!made) continue;
	counted(told, made.sort);
	ofCall.set(one, [...(ofCall.get(one) ?? []), made]);
	const claimed = claimedIn({ found: made.found }, said.lines, said.proof);
	const faults = inventedIn(claimed, one);
	if (made.isShown(claimed) || faults.length > 0) {
		counted(shownOf, made.sort);
		seen(`shown, ${made.sort}`, { found: made.found, faults });
	}
}

for (const one of calls) {
	const said = saidOn(one);
	for (let at = 0; at < TRUE_A_CALL; at += 1) {
		const claim = trueClaim(said, at, random);
		if (!claim) continue;
		counted(trueOf, claim.kind);
		const listeners = claim.party ? [claim.party] : [];
		const proof = { ...said.proof, parties: [...one.call.parties, ...listeners] };
		const claimed = claimedIn({ found: claim.found }, said.lines, proof);
		const faults = inventedIn(
			claimed,
			one,
			listeners.map(({ name }) => name),
		);
		if (faults.length > 0) {
			counted(shownOf, `true ${claim.kind}`);
			seen(`shown of a true ${claim.kind}`, { found: claim.found, faults });
		}
		const isSummary = claim.kind === 'summary' && claimed.summary.length === 1;
		if (claimed.dropped > 0 || (!isSummary && !claim.isWhole(claimed.insights))) {
			counted(lostOf, claim.kind);
			seen(`lost, ${claim.kind}`, { found: claim.found, failed: claimed.failed });
		}
	}
}

const promptOf = (name: string) =>
	toPrompt(readFileSync(path.join(import.meta.dirname, `../../engine/domain/calls/prompts/${name}.md`), 'utf8'));
const prompts = { part: promptOf('analyze-part'), correction: promptOf('correct-claims') };
let corrections = 0;
for (const [one, lies] of ofCall) {
	const found = lies.flatMap((made) => made.found);
	const scripted = scriptedModels({
		'one/small': [
			({ messages }) => {
				const [instructions] = messages;
				if (instructions?.content === prompts.correction.text) corrections += 1;
				return { ...generation('', 0.0001), data: { found } };
			},
		],
	});
	const { call, transcript } = one;
	const read = await readCall(spendingRun(1), scripted.ports, prompts, {
		call,
		transcript,
		zone: 'UTC',
		floor: [],
		tier: 'low',
	});
	const { summary, sentiment = [], unread } = read.reading;
	if (unread.length > 0) throw new Error(`not read: ${call.id}`);
	for (const fault of inventedIn({ insights: read.insights, summary, sentiment }, one)) {
		counted(shownOf, 'in a whole reading');
		seen('shown in a whole reading', fault);
	}
}

const note = `${calls.length} calls, seed ${process.env.SOPHIA_SEED}`;
print({
	...{ bench: 'lies', metric: 'invented_shown', value: sum(shownOf), unit: 'claims' },
	note: `of ${sum(told)} lies: ${listed(told)}; shown: ${listed(shownOf) || 'none'}; asked again ${corrections} times; ${note}`,
});
print({
	...{ bench: 'lies', metric: 'true_quotes_dropped', value: sum(lostOf), unit: 'claims' },
	note: `of ${sum(trueOf)} true ones: ${listed(trueOf)}; lost: ${listed(lostOf) || 'none'}; ${note}`,
});
