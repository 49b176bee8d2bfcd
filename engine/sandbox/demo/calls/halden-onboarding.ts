/** A calm onboarding check: the customer talks, the next step has a date. */
import type { DemoCall } from '../call.ts';

export const haldenOnboarding: DemoCall = {
	slug: 'halden-onboarding',
	title: 'Halden Freight: pilot depot, week three',
	day: 'yesterday',
	at: '13:00',
	rep: 'Jonas',
	account: 'halden',
	guests: ['Tom'],
	script: `
Jonas: Hi Tom. Week three in the pilot depot. What is different from week two?
Tom: The morning. We used to need forty minutes to hand out the jobs, and on Tuesday it took eleven.
Jonas: Eleven minutes, that is wonderful. What made the difference?
Tom: The dispatchers stopped printing. Mieke simply took the printer away.
Jonas: I like Mieke. And what still annoys people?
Tom: Two things. The map is slow on the old tablets, and the drivers cannot see which dock is free.
Jonas: Let us take the map first. Which tablets are the slow ones?
Tom: The ones from four years ago. We have nineteen of them.
Jonas: There is a simple map that needs far less memory. I will switch it on for those nineteen tablets by tomorrow noon.
Tom: Great. And the docks?
Jonas: How do the drivers find a free dock today?
Tom: They call the gate. The gate looks out of the window. I am not joking.
Jonas: How often does that happen in a day?
Tom: I would say sixty times, because every van comes back twice.
Jonas: We could show the docks as resources on the board, and the gate would only tap them free. Would the people at the gate do that?
Tom: If it is one tap, yes. If it is two, no.
Jonas: It is one tap. I'll prepare it for six docks and show it to you on Monday.
Tom: Six docks is all we have, so that is the whole thing.
Jonas: How do the technicians feel about the app? You were worried about the older colleagues.
Tom: It is funny, the older ones like it more. They can make the letters bigger.
Jonas: Is there anybody who does not use it at all?
Tom: Two people. Both of them say that their phone number is private, and they do not want to log in with it.
Jonas: They are right, that should not be needed. They can log in with their staff number instead.
Tom: Is that something I can set, or do you have to do it?
Jonas: You can set it yourself, under people, in the second tab. I will write you the three steps today.
Tom: Perfect.
Jonas: In the pilot plan we wrote down two goals. Handing out the jobs in under fifteen minutes, and ninety percent of the reports on the same day. You have reached the first one. Where are the reports?
Tom: At eighty one percent this week. It was fifty in the first one.
Jonas: What is missing for the last nine percent?
Tom: The evening jobs. They finish at ten and do the report in the morning.
Jonas: Would it help if they could speak the report instead of typing it?
Tom: In the van? Yes, I think so. Does that exist?
Jonas: It does. It works in Dutch too, but it makes mistakes with product names. Shall we try it with two people from the evening team?
Tom: Yes. I can ask Ruben and Saskia, they are up for it.
Jonas: Then I will enable it for the two of them by Thursday. What should we tell Maya for the meeting with your director?
Tom: Tell her eleven minutes and eighty one percent. Those are numbers she can use.
Jonas: I will pass them on to Maya today. Is Monday at one good for the dock demo?
Tom: Monday at one is good. I will bring somebody from the gate.
Jonas: Even better. Thanks, Tom.
Tom: Thank you. See you on Monday.
`,
};
