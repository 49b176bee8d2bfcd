/** A decent qualification, before the demo that went wrong. */
import type { DemoCall } from '../call.ts';

export const cobaltQualification: DemoCall = {
	slug: 'cobalt-qualification',
	title: 'Cobalt Clinics: qualification',
	day: 'earlier',
	at: '15:00',
	rep: 'Daniel',
	account: 'cobalt',
	guests: ['Petra'],
	script: `
Daniel: Hi Petra, thanks for taking the call. You filled in the form on our page. What made you do it?
Petra: An audit. They found eleven devices whose inspection was overdue.
Daniel: What happens if that comes up again?
Petra: The devices have to be taken out of use, and then the clinic cancels operations. That is the worst case.
Daniel: Has it come to that already?
Petra: Once, in spring. Two days without one of the three scanners.
Daniel: Who is responsible for the inspections today?
Petra: My team of forty technicians. We have a list for each building, and each list looks different.
Daniel: I see. We have customers with similar lists, and they all merged them in the first month. The tool imports spreadsheets, and it finds duplicates. It also sends reminders before something is due.
Petra: Reminders alone will not help. We have reminders, and people ignore them.
Daniel: What would help then?
Petra: That a job cannot be closed without the checklist. And that the auditor can see it.
Daniel: That is possible. Do you have a budget for it?
Petra: Not yet. Our CFO, Oskar, is careful since the last project went wrong.
Daniel: What went wrong with it?
Petra: It became twice as expensive as planned. He will want to know the full price early.
Daniel: That is good to know. When do you have to be ready for the next audit?
Petra: In April.
Daniel: Then I would suggest a demo with you and Oskar. Which day suits you?
Petra: Any morning next week. I will ask Oskar and send you a date by tomorrow.
Daniel: Perfect. I will prepare something that fits your case.
Petra: Please keep it short. Oskar has thirty minutes at most.
Daniel: Thirty minutes, understood. Thank you, Petra.
Petra: Thank you. Goodbye.
`,
};
