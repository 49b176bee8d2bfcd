/**
 * `node test/planted/cross-validate.ts [KIND]`: what the analysis finds in practice calls of writers from whom it has not
 * learned. The writers are dealt into five parts; each part is analyzed with weights learned from the other four. With a
 * KIND also what was missed and what was found wrongly. Some minutes.
 */
import { analyzeCall } from '../../engine/domain/calls/analyze-call.ts';
import { modelOf } from '../../engine/domain/calls/learned/model.ts';
import { isOrdinary, isPhraseBook, practiceCalls } from './practice-calls.ts';
import { KINDS, precision, recall, scoreOf } from './score.ts';
import { trainModel } from './train-model.ts';

const PARTS = 5;
const calls = practiceCalls();
const writers = [...new Set(calls.filter((call) => !isPhraseBook(call)).map(({ writer }) => writer))];
const analyzed = Array.from({ length: PARTS }, (_, part) => {
	const left = new Set(writers.filter((_writer, at) => at % PARTS === part));
	const model = modelOf(trainModel(calls.filter(({ writer }) => !left.has(writer))));
	return calls
		.filter(({ writer }) => left.has(writer))
		.map((planted) => {
			const { call, sentences, zone } = planted;
			return { planted, insights: analyzeCall(call, { callId: call.id, sentences }, zone, model).insights };
		});
}).flat();

console.log(`${analyzed.length} calls of ${writers.length} writers`);
for (const kind of KINDS) {
	const score = scoreOf(kind, analyzed);
	const calm = scoreOf(
		kind,
		analyzed.filter(({ planted }) => isOrdinary(planted)),
	);
	const { right, found, planted, repeated, dueDates, met } = score;
	console.log(`${kind}: precision ${precision(score).toFixed(3)} (${right} of ${found}, ${repeated} repeated), `);
	console.log(`  recall ${recall(score).toFixed(3)} (${right} of ${planted})`);
	console.log(`  ordinary calls: ${calm.right} of ${calm.found} right, ${calm.right} of ${calm.planted} found`);
	if (dueDates.of > 0) console.log(`  due dates ${dueDates.right} of ${dueDates.of}`);
	if (met.of > 0) console.log(`  met ${met.right} of ${met.of}`);
	if (!process.argv.includes(kind)) continue;
	for (const { callId, text } of score.missed) console.log(`missed ${callId}: ${text || '(none)'}`);
	for (const { label, party, evidence } of score.wrong)
		console.log(`wrong  ${evidence[0]?.callId}: ${label ?? ''} ${party ?? ''}: ${evidence[0]?.quote}`);
}
