/** `node test/planted/train.ts`: learns the weights of the analysis anew from all practice calls; the same calls, the same weights. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, practiceCalls } from './practice-calls.ts';
import { trainModel } from './train-model.ts';

const file = path.join(import.meta.dirname, '../../engine/domain/calls/learned/weights.json');
const calls = practiceCalls();
// One feature a line, so that a difference between two trainings can be read.
const lines = JSON.stringify(trainModel(calls)).replaceAll('],"', '],\n"').replaceAll('{"', '{\n"');
writeFileSync(file, `${lines}\n`);
writeFileSync(path.join(import.meta.dirname, 'learned-from.txt'), `${fingerprint(calls)}\n`);
console.log(`${calls.length} calls, ${(lines.length / 1_000_000).toFixed(1)} MB`);
