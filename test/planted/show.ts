/**
 * `node test/planted/show.ts [KIND] [practice]`: what the rules miss and what they find wrongly in the half that may be
 * looked at while rules are written, or in the practice calls. There is deliberately no way to show the other half.
 */
import { analyzeHalf } from './analyze-half.ts';
import { KINDS, precision, recall, scoreOf } from './score.ts';

const calls = analyzeHalf(process.argv.includes('practice') ? 'practice' : 'dev');
const asked = KINDS.filter((name) => process.argv.includes(name));
for (const kind of asked.length > 0 ? asked : KINDS) {
	const score = scoreOf(kind, calls);
	const { right, found, planted, repeated, dueDates, met } = score;
	console.log(`\n# ${kind}: precision ${precision(score).toFixed(2)} (${right} of ${found}, ${repeated} repeated),`);
	console.log(`  recall ${recall(score).toFixed(2)} (${right} of ${planted})`);
	if (dueDates.of > 0) console.log(`  due dates ${dueDates.right} of ${dueDates.of}`);
	if (met.of > 0) console.log(`  met ${met.right} of ${met.of}`);
	for (const { callId, text, why } of score.missed) console.log(`missed ${callId}: ${text || '(none)'} [${why}]`);
	for (const { label, party, evidence } of score.wrong) {
		console.log(`wrong  ${evidence[0]?.callId}: ${label ?? ''} ${party ?? ''}: ${evidence[0]?.quote}`);
	}
}
