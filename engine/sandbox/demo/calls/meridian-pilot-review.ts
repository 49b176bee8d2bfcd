/** Good news from a pilot, with one question that nobody answers. */
import type { DemoCall } from '../call.ts';

export const meridianPilotReview: DemoCall = {
	slug: 'meridian-pilot-review',
	title: 'Meridian Elevators: pilot review',
	day: 'earlier',
	at: '11:30',
	rep: 'Jonas',
	colleagues: ['Ravi'],
	account: 'meridian',
	guests: ['Claire'],
	script: `
Jonas: Hi Claire. Eight weeks are over. Would you like to go first?
Claire: Gladly. The response time in the north went from ninety four minutes to sixty eight. I checked it twice.
Jonas: Sixty eight minutes. What did you promise the airport?
Claire: Seventy five. So for the first time this year we are below it.
Jonas: Congratulations to your team. What did they do differently?
Claire: They see who is closest. Before that they only saw who was free.
Ravi: And we changed the order of the criteria in week five, after your feedback. Distance now counts more than the contract.
Claire: That was the moment when the dispatchers began to trust it.
Jonas: Is there somebody who still plans by hand?
Claire: Two out of nine. They override it about four times a day, and half of the time they are right.
Ravi: Those cases are interesting. Could we look at ten of them together?
Claire: Yes. I will export ten of them for you by Tuesday.
Jonas: What do the technicians say?
Claire: They like the history of each elevator. They do not like that the app logs them out every night.
Ravi: We can extend that to two weeks. I'll change the setting today.
Claire: That was easy. Another thing, can we see the spare parts in the van?
Jonas: In the current pilot, no. It is part of the full package, and Maya has it in the proposal.
Claire: Then I will discuss it with her. What happens to the pilot data when we go live?
Jonas: Ravi, could you say a word about the weekend shifts first? They were on our list.
Ravi: Sure. The weekend shifts use the same rules, only with fewer people. We saw two gaps, both in the night from Saturday to Sunday.
Claire: Yes, we know about those. We are hiring.
Jonas: So the goal of the pilot was seventy five minutes, and you have reached sixty eight. Would you say that it was a success?
Claire: I would. I will say so to the board as well.
Jonas: Thank you, Claire. I will send you the final report with all the numbers by Thursday. Maya will talk to you and Marc about the terms.
Claire: Good. Let us keep the pilot running until then, please.
Jonas: We will keep it running. Shall we have a short check on the first Monday of December at nine?
Claire: Monday at nine is fine.
`,
};
