/** A short, tidy first contact. */
import type { DemoCall } from '../call.ts';

export const sorrelIntro: DemoCall = {
	slug: 'sorrel-intro',
	title: 'Sorrel Foods: introduction',
	day: 'earlier',
	at: '08:00',
	rep: 'Ines',
	account: 'sorrel',
	guests: ['Nadia'],
	script: `
Ines: Hello Nadia. You downloaded our guide on maintenance in food plants. What were you looking for?
Nadia: A way to plan my people without calling them on a Saturday.
Ines: I hear that often. How many plants do you look after?
Nadia: Five, but I sit in the third one, which is the oldest.
Ines: What happens in the oldest one that does not happen in the others?
Nadia: Everything breaks at the same time. It is a matter of age.
Ines: And who plans the work today?
Nadia: I do, on a whiteboard. My colleague Liam has a spreadsheet.
Ines: What would change for you if the whiteboard was gone?
Nadia: I would have my Saturdays back. And the director would stop asking me who is where.
Ines: Is there a date by which something has to change?
Nadia: The end of the year. The director wants a plan.
Ines: Then it makes sense to look at it properly. Would you bring Liam to a longer call?
Nadia: Yes, he knows the numbers better than I do.
Ines: Which time works for the two of you? I do not mind late evenings.
Nadia: Half past nine in the morning, Sydney time, next week.
Ines: That is late in the evening for me, and it is fine. I will send you the invitation today.
Nadia: What should we prepare?
Ines: Two things would help. How often you lose a shift, and how much of the planned maintenance happens on time.
Nadia: I will ask Liam to get those numbers by then.
Ines: Great. Is there anything you want to know before that?
Nadia: Does it run in the cloud? Our IT does not want another server.
Ines: Yes, it runs in the cloud, and for you that would be the data centre in Sydney.
Nadia: Good. Then talk to you next week.
Ines: I look forward to it. Goodbye, Nadia.
`,
};
