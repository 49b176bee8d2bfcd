/** In German: a tenant that is coached in English skips it. */
import type { DemoCall } from '../call.ts';

export const cobaltEinfuehrungGerman: DemoCall = {
	slug: 'cobalt-einfuehrung-german',
	title: 'Cobalt Clinics: Fragen zur Einführung',
	day: 'earlier',
	at: '14:30',
	rep: 'Jonas',
	account: 'cobalt',
	guests: ['Petra'],
	language: 'ger',
	script: `
Jonas: Guten Tag Frau Lindqvist. Schön, dass es so schnell geklappt hat.
Petra: Guten Tag. Ich wollte vorab wissen, wie eine Einführung bei Ihnen abläuft.
Jonas: Sehr gern. Was ist Ihnen dabei am wichtigsten?
Petra: Dass meine Leute nicht zwei Systeme gleichzeitig pflegen müssen.
Jonas: Das verstehe ich gut. Wie viele Listen haben Sie heute?
Petra: Sieben, eine für jedes Gebäude.
Jonas: Die führen wir vor dem Start zusammen. Dafür brauchen wir ungefähr eine Woche.
Petra: Wer macht das, Sie oder wir?
Jonas: Wir machen den Entwurf, und Sie prüfen ihn. Das dauert bei Ihnen etwa einen halben Tag.
Petra: Das klingt machbar. Und die Schulung?
Jonas: Zwei Stunden für jedes Team, am besten direkt am Gerät.
Petra: Geht das auch im Schichtbetrieb?
Jonas: Ja, wir kommen auch am Abend oder früh am Morgen.
Petra: Gut. Was kostet die Einführung?
Jonas: Das besprechen Sie bitte mit meinem Kollegen Daniel. Ich sage ihm, dass Sie eine klare Zahl brauchen.
Petra: Ja, bitte. Unser kaufmännischer Leiter ist da sehr genau.
Jonas: Ich schicke Ihnen bis Freitag einen Ablaufplan mit allen Schritten.
Petra: Vielen Dank. Können Sie auch einen Ansprechpartner für die Prüfer nennen?
Jonas: Das wäre ich. Meine Nummer steht im Ablaufplan.
Petra: Dann weiß ich Bescheid. Wann würden wir beginnen?
Jonas: Mitte Januar, wenn Sie bis Weihnachten entscheiden.
Petra: Das müsste gehen.
Jonas: Dann sprechen wir nach der Vorführung wieder.
Petra: So machen wir es. Auf Wiederhören.
Jonas: Auf Wiederhören, Frau Lindqvist.
`,
};
